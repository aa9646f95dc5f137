import { resolve } from 'node:path';
import { systemClock } from '../../app/clock.js';
import { uuidGenerator } from '../../app/ids.js';
import { openForeignDatabase } from '../../app/open-foreign-database.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { ImportReport } from '../../transfer/import.js';
import type { ImportStore } from '../../transfer/import-run.js';
import type { CliCommand, CommandContext } from '../command.js';
import { importText } from '../import-text.js';

/** Takes in an export, or what another program keeps, as the caller's own. */
export const importCommand: CliCommand = {
  name: 'import',
  group: 'Moving data',
  summary: 'take in an export or the memories of another program; what is here already is not stored again',
  description:
    'Takes in what "memorygraph export" wrote, or what another memory program keeps or exports. All of it is checked\nbefore anything is stored. Content, types, tags and times of validity are kept; you are noted as the author, and\nwhat the file says of authors and dates is kept as the origin. What is here already is not stored again.',
  options: [
    {
      flags: '--input <path>',
      description: 'the file or folder to read; a file may be compressed with gzip',
      required: true,
    },
    { flags: '--format <name>', description: 'what it is, where that is not recognised from its content' },
    { flags: '--dry-run', description: 'check it and say what would happen; store nothing' },
  ],
  examples: [
    { line: 'memorygraph import --input memories.jsonl --dry-run', says: 'what would happen?' },
    { line: 'memorygraph import --input memories.jsonl', says: 'take it in' },
    {
      line: 'memorygraph import --input ~/.memorygraph/memory.db',
      says: 'the store of the Python memorygraph',
    },
  ],
  async run(context, options) {
    const { openImport } = await import('../../transfer/formats/catalog.js');
    const { checkImport } = await import('../../transfer/check-import.js');
    const { importRecords } = await import('../../transfer/import.js');
    const path = resolve(options.needed('input'));
    const dryRun = options.given('dryRun');
    const { signal, progress } = context;
    const source = await openImport(path, openForeignDatabase, options.text('format'));
    // Before the store is opened: a file that cannot be imported makes no database.
    const facts = await checkImport(source, signal, (done) => progress.show('checking records', done, null));
    const { store, warnings } = await storeFor(context, dryRun);
    const report = await importRecords(
      {
        backend: store,
        scope: context.principalScope(),
        ids: uuidGenerator,
        now: systemClock.now,
        allowCycles: context.config.settings.allow_cycles,
      },
      source,
      facts,
      { signal, onProgress: (done, total) => progress.show('importing', done, total) },
    );
    const all: ImportReport = { ...report, warnings: [...report.warnings, ...warnings] };
    return { text: importText(all, path, dryRun), data: { path, dry_run: dryRun, ...all } };
  },
};

/** A dry run makes no database, and only pretends to store. */
async function storeFor(
  context: CommandContext,
  dryRun: boolean,
): Promise<{ store: ImportStore; warnings: string[] }> {
  if (!dryRun) return { store: await context.open({ create: true }), warnings: [] };
  const { NO_STORE, pretend } = await import('../../transfer/dry-run.js');
  try {
    return { store: pretend(await context.open({ create: false })), warnings: [] };
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'storage_missing') throw thrown;
    return { store: pretend(NO_STORE), warnings: ['There is no store yet; the import would make it.'] };
  }
}
