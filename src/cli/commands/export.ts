import { resolve } from 'node:path';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand, CommandContext } from '../command.js';
import { countsText } from '../counts-text.js';

type Counts = {
  readonly memory: number;
  readonly relationship: number;
};

type Writer = (context: CommandContext, path: string, force: boolean) => Promise<Counts>;

const FORMATS: Readonly<Record<string, Writer>> = { jsonl: writeLines, markdown: writePages };

/** Writes the live memories for reading, editing and importing elsewhere. */
export const exportCommand: CliCommand = {
  name: 'export',
  group: 'Moving data',
  summary: 'write memories and relationships as JSON lines or Markdown',
  description:
    'Writes the live memories and relationships as JSON lines, or as a folder of Markdown with one file a memory:\nfor reading, editing, or "memorygraph import" elsewhere. History, deleted memories and use stay behind;\n"memorygraph backup" takes those too.',
  options: [
    {
      flags: '--output <path>',
      description: 'the file to write, .gz compresses; for markdown the folder',
      required: true,
    },
    { flags: '--format <format>', description: 'jsonl, the default, or markdown' },
    {
      flags: '--force',
      description:
        'replace the file if it is there; for markdown what an earlier export wrote into the folder',
    },
  ],
  examples: [
    { line: 'memorygraph export --output memories.jsonl', says: 'one memory or relationship a line' },
    {
      line: 'memorygraph export --format markdown --output notes',
      says: 'a folder to read, search and link',
    },
  ],
  async run(context, options) {
    const format = options.text('format') ?? 'jsonl';
    const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (write === undefined)
      throw new MemoryGraphError(
        'unsupported',
        `The format ${format} is not in this version; ${Object.keys(FORMATS).join(' and ')} are.`,
      );
    const path = resolve(options.needed('output'));
    const counts = await write(context, path, options.given('force'));
    return { text: `${countsText(counts)}\nwritten to ${path}`, data: { path, format, counts } };
  },
};

async function writeLines(context: CommandContext, path: string, force: boolean): Promise<Counts> {
  const { exportStore } = await import('../../transfer/export.js');
  const { writeFileWhole } = await import('../../transfer/write-file.js');
  const { signal, progress } = context;
  const backend = await context.open({ create: false });
  const source = await exportStore(backend, context.principalScope(), (done) =>
    progress.show('records', done, null),
  );
  await writeFileWhole(path, source.chunks, { force, signal });
  return source.counts;
}

async function writePages(context: CommandContext, path: string, force: boolean): Promise<Counts> {
  const { exportMarkdown } = await import('../../transfer/markdown-export.js');
  const { signal, progress } = context;
  const backend = await context.open({ create: false });
  return exportMarkdown(backend, context.principalScope(), path, {
    force,
    signal,
    onProgress: (stage, done, total) => progress.show(stage, done, total),
  });
}
