import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { ProjectAlias } from '../domain/project.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { CommitAudit } from '../repository/context.js';
import { projectId } from '../repository/projects/choose.js';
import type { ImportReport } from '../transfer/import/import.js';
import type { ImportStore } from '../transfer/import/import-run.js';
import { systemClock } from './clock.js';
import { workingProject } from './current-project.js';
import { uuidGenerator } from './ids.js';
import { placing } from './import-place.js';
import { openForeignDatabase } from './open-foreign-database.js';

/** How a file or folder is taken in. */
export interface ImportOptions {
  readonly config: Config;
  /** Of the one who imports, on the opened store; null where a dry run found none. */
  readonly scopeOn: (backend: Backend | null) => AccessScope | Promise<AccessScope>;
  readonly signal: AbortSignal;
  /** Notes the import in its first commit; absent where calls are not audited. */
  readonly audit?: CommitAudit | undefined;
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
export async function importPath(path: string, options: ImportOptions): Promise<ImportReport> {
  const { openImport } = await import('../transfer/formats/catalog.js');
  const { checkImport } = await import('../transfer/import/check-import.js');
  const { importRecords } = await import('../transfer/import/import.js');
  const { config, signal, dryRun, onProgress } = options;
  const source = await openImport(path, openForeignDatabase, options.format);
  const facts = await checkImport(source, signal, (done) => onProgress('checking records', done, null));
  const { store, scope, aliases, warnings } = await storeFor(options);
  const fallback = fallbackProject(options);
  const report = await importRecords(
    {
      backend: store,
      scope,
      ids: uuidGenerator,
      now: systemClock.now,
      allowCycles: config.settings.allow_cycles,
      secrets: config.settings.secrets,
      audit: dryRun ? undefined : options.audit,
      placed: placing({
        place: config.place,
        aliases,
        isForeign: source.format.namesProjects !== true,
        ...(fallback === undefined ? {} : { fallback }),
      }),
    },
    source,
    facts,
    { signal, onProgress: (done, total) => onProgress(dryRun ? 'comparing' : 'importing', done, total) },
  );
  return { ...report, warnings: [...report.warnings, ...warnings] };
}

function fallbackProject({ config, project }: ImportOptions): string | undefined {
  const word = project?.trim().toLowerCase();
  if (project === undefined || word === 'none') return undefined;
  if (word !== 'current') return projectId(project);
  const current = workingProject(config).current?.project_id;
  if (current !== undefined) return current;
  throw new MemoryGraphError('usage', 'There is no current project here; name one by its id.');
}

/** A dry run makes no database, and only pretends to store. */
async function storeFor({ dryRun, openStore, scopeOn }: ImportOptions): Promise<{
  store: ImportStore;
  scope: AccessScope;
  aliases: readonly ProjectAlias[];
  warnings: string[];
}> {
  const { NO_STORE, pretend } = await import('../transfer/import/dry-run.js');
  try {
    const backend = await openStore();
    const scope = await scopeOn(backend);
    const aliases = await backend.projectAliases(scope);
    return { store: dryRun ? pretend(backend) : backend, scope, aliases, warnings: [] };
  } catch (thrown) {
    const isMissing = thrown instanceof MemoryGraphError && thrown.code === 'storage_missing';
    if (!dryRun || !isMissing) throw thrown;
    const warnings = ['There is no store yet; the import would make it.'];
    return { store: pretend(NO_STORE), scope: await scopeOn(null), aliases: [], warnings };
  }
}
