import { resolve } from 'node:path';
import { systemClock } from '../../app/clock.js';
import { uuidGenerator } from '../../app/ids.js';
import type { Backend } from '../../contracts/backend.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { ImportFacts } from '../../transfer/check-import.js';
import type { ImportReport } from '../../transfer/import.js';
import type { CliCommand, CommandContext } from '../command.js';

/** Takes in an export as the caller's own. */
export const importCommand: CliCommand = {
  name: 'import',
  group: 'Moving data',
  summary: 'take in an exported file; what is here already is not stored again',
  description:
    'Takes in a file that "memorygraph export" wrote. The whole file is checked before anything is stored. Content,\ntypes, tags and times of validity are kept; you are noted as the author, and what the file says of authors\nand dates is kept as the origin. What is here already is not stored again.',
  options: [
    { flags: '--input <file>', description: 'the file to read; may be compressed with gzip', required: true },
    { flags: '--dry-run', description: 'check the file and say what would happen; store nothing' },
  ],
  examples: [
    { line: 'memorygraph import --input memories.jsonl --dry-run', says: 'what would happen?' },
    { line: 'memorygraph import --input memories.jsonl', says: 'take it in' },
  ],
  async run(context, options) {
    const { importFile } = await import('../../transfer/import.js');
    const { checkImport } = await import('../../transfer/check-import.js');
    const path = resolve(options.needed('input'));
    const dryRun = options.given('dryRun');
    const { signal, progress } = context;
    // Before the store is opened: a file that is no export makes no database.
    const facts = await checkImport(path, signal, (done) => progress.show('checking lines', done, null));
    const backend = dryRun ? await openIfThere(context) : await context.open({ create: true });
    if (backend === null) {
      const report = intoNothing(facts);
      return { text: reportText(report, path, dryRun), data: { path, dry_run: dryRun, ...report } };
    }
    const report = await importFile(
      {
        backend,
        scope: context.principalScope(),
        ids: uuidGenerator,
        now: systemClock.now,
        allowCycles: context.config.settings.allow_cycles,
        dryRun,
      },
      path,
      { signal, onProgress: (stage, done, total) => progress.show(stage, done, total) },
    );
    return { text: reportText(report, path, dryRun), data: { path, dry_run: dryRun, ...report } };
  },
};

/** A dry run makes no database. */
async function openIfThere(context: CommandContext): Promise<Backend | null> {
  try {
    return await context.open({ create: false });
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'storage_missing') return null;
    throw thrown;
  }
}

/** What an import comes to where there is no store yet; equal texts within the file are not looked for. */
function intoNothing({ memories, relationships, warnings }: ImportFacts): ImportReport {
  return {
    memories: { created: memories, duplicates: 0 },
    relationships: { created: relationships, duplicates: 0, skipped: [] },
    warnings: [...warnings, 'There is no store yet; the import would make it.'],
  };
}

function reportText(report: ImportReport, path: string, dryRun: boolean): string {
  const { memories, relationships, warnings } = report;
  const stored = dryRun ? 'would be stored' : 'stored';
  return [
    `${path}${dryRun ? ' (dry run: nothing was stored)' : ''}`,
    `memories: ${memories.created} ${stored}, ${memories.duplicates} here already`,
    `relationships: ${relationships.created} ${stored}, ${relationships.duplicates} here already`,
    ...relationships.skipped.map(({ reason, count }) => `relationships passed over, as ${reason}: ${count}`),
    ...warnings,
  ].join('\n');
}
