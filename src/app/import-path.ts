import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { ImportReport } from '../transfer/import.js';
import type { ImportStore } from '../transfer/import-run.js';
import { systemClock } from './clock.js';
import { uuidGenerator } from './ids.js';
import { openForeignDatabase } from './open-foreign-database.js';

/** How a file or folder is taken in. */
export interface ImportOptions {
  readonly config: Config;
  readonly scope: AccessScope;
  readonly signal: AbortSignal;
  /** Absent = recognised from the content. */
  readonly format?: string;
  /** Where memories belong that name no project: an id, `current`, or `none` (the default): global. */
  readonly project?: string;
  readonly dryRun: boolean;
  /** Opens the store to import into; asked only once the file is known to be sound. Throws `storage_missing` where there is none. */
  readonly openStore: () => Promise<Backend>;
  readonly onProgress: (stage: string, done: number, total: number | null) => void;
}

/**
 * Takes in a file or folder of any known format as the caller's own. All of it is checked before anything is
 * stored; a dry run stores nothing, and makes no store where there is none.
 * Throws `not_found`, `invalid_file`, `cancelled`, and what the store throws.
 */
export async function importPath(path: string, options: ImportOptions): Promise<{ report: ImportReport }> {
  const { openImport } = await import('../transfer/formats/catalog.js');
  const { checkImport } = await import('../transfer/check-import.js');
  const { importRecords } = await import('../transfer/import.js');
  const { config, scope, signal, dryRun, onProgress } = options;
  const source = await openImport(path, openForeignDatabase, options.format);
  const facts = await checkImport(source, signal, (done) => onProgress('checking records', done, null));
  const { store, warnings } = await storeFor(options);
  const report = await importRecords(
    {
      backend: store,
      scope,
      ids: uuidGenerator,
      now: systemClock.now,
      allowCycles: config.settings.allow_cycles,
    },
    source,
    facts,
    { signal, onProgress: (done, total) => onProgress(dryRun ? 'comparing' : 'importing', done, total) },
  );
  return { report: { ...report, warnings: [...report.warnings, ...warnings] } };
}

/** A dry run makes no database, and only pretends to store. */
async function storeFor({
  dryRun,
  openStore,
}: ImportOptions): Promise<{ store: ImportStore; warnings: string[] }> {
  if (!dryRun) return { store: await openStore(), warnings: [] };
  const { NO_STORE, pretend } = await import('../transfer/dry-run.js');
  try {
    return { store: pretend(await openStore()), warnings: [] };
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'storage_missing') throw thrown;
    return { store: pretend(NO_STORE), warnings: ['There is no store yet; the import would make it.'] };
  }
}
