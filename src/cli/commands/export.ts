import { resolve } from 'node:path';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand } from '../command.js';
import { countsText } from '../counts-text.js';

/** Writes the live memories for reading, editing and importing elsewhere. */
export const exportCommand: CliCommand = {
  name: 'export',
  group: 'Moving data',
  summary: 'write memories and relationships as JSON lines',
  description:
    'Writes the live memories and relationships as JSON lines: for reading, editing, or "memorygraph import"\nelsewhere. History, deleted memories and use stay behind; "memorygraph backup" takes those too.',
  options: [
    { flags: '--output <file>', description: 'the file to write; .gz compresses', required: true },
    { flags: '--format <format>', description: 'jsonl, the default and the only one in this version' },
    { flags: '--force', description: 'replace the file if it is there' },
  ],
  examples: [
    { line: 'memorygraph export --output memories.jsonl', says: 'one memory or relationship a line' },
  ],
  async run(context, options) {
    const format = options.text('format') ?? 'jsonl';
    if (format !== 'jsonl')
      throw new MemoryGraphError('unsupported', `The format ${format} is not in this version; jsonl is.`);
    const { exportStore } = await import('../../transfer/export.js');
    const { writeFileWhole } = await import('../../transfer/write-file.js');
    const path = resolve(options.needed('output'));
    const backend = await context.open({ create: false });
    const source = await exportStore(backend, context.principalScope(), (done) =>
      context.progress.show('records', done, null),
    );
    const { signal } = context;
    await writeFileWhole(path, source.chunks, { force: options.given('force'), signal });
    const { counts } = source;
    return { text: `${countsText(counts)}\nwritten to ${path}`, data: { path, format, counts } };
  },
};
