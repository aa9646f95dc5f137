import { resolve } from 'node:path';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { StoredSecret } from '../../transfer/export/stored-secrets.js';
import type { CliCommand, CommandContext } from '../command.js';
import { countsText } from '../render/counts-text.js';
import { writeNote } from '../terminal/output.js';
import { safeLine } from '../terminal/safe-text.js';
import { table } from '../terminal/table.js';

const MOST_SHOWN = 20;

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
    {
      flags: '--mask-secrets',
      description: 'put a mark in the place of each likely key, token or password; else they are shown first',
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
    const { EXPORT_FORMATS, exportTo } = await import('../../transfer/export/export-to.js');
    const asked = options.text('format') ?? 'jsonl';
    const format = EXPORT_FORMATS.find((name) => name === asked);
    if (format === undefined)
      throw new MemoryGraphError(
        'unsupported',
        `The format ${asked} is not in this version; ${EXPORT_FORMATS.join(' and ')} are.`,
      );
    const path = resolve(options.needed('output'));
    const { signal, progress } = context;
    const backend = await context.open({ create: false });
    const scope = await context.principalScope(backend);
    const maskSecrets = options.given('maskSecrets');
    const secrets = maskSecrets ? [] : await showSecrets(context, backend, scope);
    const counts = await exportTo(backend, scope, path, {
      format,
      maskSecrets,
      force: options.given('force'),
      signal,
      onProgress: (stage, done, total) => progress.show(stage, done, total),
    });
    return {
      text: `${countsText({ ...counts })}\nwritten to ${path}`,
      data: { path, format, counts, secrets_masked: maskSecrets, secrets },
    };
  },
};

/** Shows likely secrets before they leave, and asks whether they may. Throws `usage`, `cancelled`. */
async function showSecrets(
  context: CommandContext,
  backend: Backend,
  scope: AccessScope,
): Promise<StoredSecret[]> {
  const { findStoredSecrets } = await import('../../transfer/export/stored-secrets.js');
  const secrets: StoredSecret[] = [];
  for await (const secret of findStoredSecrets(backend, scope)) secrets.push(secret);
  if (secrets.length === 0) return secrets;
  context.progress.clear();
  const rows = secrets
    .slice(0, MOST_SHOWN)
    .map(({ memory_id, kind, field, title }) => [memory_id, kind, field, safeLine(title)]);
  writeNote(table(['memory', 'looks like', 'in', 'title'], rows));
  if (secrets.length > MOST_SHOWN) writeNote(`and ${secrets.length - MOST_SHOWN} more`);
  const what = secrets.length === 1 ? 'This likely secret' : `These ${secrets.length} likely secrets`;
  await context.confirm(
    `${what} would leave in readable text (--mask-secrets puts marks in their place). Export all the same?`,
  );
  return secrets;
}
