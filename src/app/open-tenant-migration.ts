import { TENANT_MIGRATIONS } from '../../backends/catalog.js';
import type { Settings } from '../config/settings.js';
import type { TenantMigration } from '../contracts/tenant-migration.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Logger } from '../observability/logger.js';

/**
 * Opens the configured store for its migration to tenants or back, whatever mode the settings say: before it the store
 * has none, afterwards it has. Throws `wrong_mode`, `busy`, `storage_*`, `unsupported` where the backend knows no way.
 * @param use `read_only`: looks only, writes nothing, and keeps nobody else from migrating.
 */
export async function openTenantMigration(
  settings: Settings,
  use: { readonly read_only: boolean; readonly logger: Logger },
): Promise<TenantMigration> {
  const open = TENANT_MIGRATIONS[settings.backend];
  if (open === undefined)
    throw new MemoryGraphError(
      'unsupported',
      `The backend ${settings.backend} has no way from one mode to the other.`,
    );
  return open({
    sqlite_path: settings.sqlite_path,
    sqlite_synchronous: settings.sqlite_synchronous,
    busy_timeout_ms: settings.busy_timeout_ms,
    create: false,
    read_only: use.read_only,
    on_operator_message: (text) => use.logger.info(text),
  });
}
