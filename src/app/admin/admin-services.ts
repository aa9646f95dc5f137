import type { Config } from '../../config/config.js';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { AdminServices } from '../../mcp/admin-services.js';
import type { Logger } from '../../observability/logger.js';
import type { CommitAudit } from '../../repository/context.js';
import type { OperatorScopes } from '../../transfer/tenancy/operator-scopes.js';
import { systemClock } from '../clock.js';
import { openTenantMigration } from '../open-tenant-migration.js';
import { filesPathOf } from '../tenancy/files-path.js';
import { fileFolder } from './file-folder.js';

/** What one server has for its admin tools; parts that not every start needs are loaded when they are called. */
export interface AdminParts {
  readonly config: Config;
  readonly backend: Backend;
  readonly version: string;
  readonly current: string | null;
  readonly started_at: string;
  /** What giving the store tenants takes; absent where the server has some, and for every caller with a token. */
  readonly migrating?: MigratingParts | undefined;
}

interface MigratingParts {
  /** Handed in by the command line, which alone may make them. */
  readonly scopes: OperatorScopes;
  readonly logger: Logger;
  /** Writes what this server has in memory alone. */
  readonly flush: () => Promise<void>;
}

/** The services of one call: everything under the access scope of its caller. */
export function adminServices(
  parts: AdminParts,
  call: {
    readonly scope: AccessScope;
    readonly signal: AbortSignal;
    readonly progress: (done: number, total: number, message?: string) => void;
    readonly audit?: CommitAudit | undefined;
  },
): AdminServices {
  const { config, backend, version, current, started_at } = parts;
  const { scope, signal, progress, audit } = call;
  const folder = fileFolder(() => filesPathOf(config.settings.files_path, scope));
  return {
    async exportMemories(name, format) {
      const { exportMasked } = await import('./file-work.js');
      const path = await folder.place(name);
      const onProgress = (stage: string, done: number, total: number | null): void =>
        progress(done, total ?? done + 1, stage);
      return { name, ...(await exportMasked(backend, scope, path, { format, signal, onProgress })) };
    },

    async importMemories(name, { format, project, dry_run }) {
      const { importPath } = await import('./file-work.js');
      return importPath(await folder.place(name), {
        config,
        scopeOn: () => scope,
        signal,
        audit,
        ...(format === undefined ? {} : { format }),
        ...(project === undefined ? {} : { project }),
        dryRun: dry_run,
        openStore: async () => backend,
        onProgress: (stage, done, total) => progress(done, total ?? done + 1, stage),
      });
    },

    fileNames: () => folder.names(),

    async migrateToMultitenant(wish) {
      const { migrating } = parts;
      if (migrating === undefined)
        throw new MemoryGraphError(
          'forbidden',
          'Only the owner of a server without tenants may give it some.',
        );
      const { migrateByTool } = await import('./file-work.js');
      const map = wish.map_file === undefined ? undefined : await folder.place(wish.map_file);
      const { scopes, logger, flush } = migrating;
      await flush();
      const migration = await openTenantMigration(config.settings, { read_only: wish.dry_run, logger });
      try {
        return await migrateByTool(migration, wish, { map, scopes, signal, progress });
      } finally {
        await migration.close();
      }
    },

    async status() {
      const asked = performance.now();
      const counts = await backend.counts(scope, systemClock.now());
      const answer_milliseconds = Math.round((performance.now() - asked) * 100) / 100;
      const { memories, closed_memories, relationships } = counts;
      return {
        version,
        backend: backend.name,
        started_at,
        uptime_seconds: Math.round((Date.parse(systemClock.now()) - Date.parse(started_at)) / 1000),
        memory_bytes: process.memoryUsage.rss(),
        tool_profile: config.settings.tool_profile,
        current_project: current,
        memories,
        closed_memories,
        relationships,
        answer_milliseconds,
        files: await folder.names(),
      };
    },
  };
}
