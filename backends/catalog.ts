import type { Backend } from '../src/contracts/backend.js';
import type { MultiTenantBackend } from '../src/contracts/tenancy.js';
import type { TenantMigration } from '../src/contracts/tenant-migration.js';

/** What a backend may need to open its store; each takes its own part. */
export interface BackendSettings {
  readonly sqlite_path: string;
  readonly sqlite_synchronous: 'full' | 'normal';
  readonly busy_timeout_ms: number;
  /** Makes the store where it is not there. */
  readonly create: boolean;
  /** Opens without the right to write. */
  readonly read_only: boolean;
  /** Told what the owner of the machine may want to know; the text may name files. */
  readonly on_operator_message: (text: string) => void;
}

/** What a backend needs beside that to open a store with tenants. */
export interface MultiTenantBackendSettings extends BackendSettings {
  /** How many tenants stay open. */
  readonly tenant_pool: number;
  readonly audit_durability: 'normal' | 'full';
}

/** Every backend by name; its code and its driver load when it is opened. */
export const BACKENDS: Readonly<Record<string, (settings: BackendSettings) => Promise<Backend>>> = {
  sqlite: async (settings) => {
    const { openSqliteBackend } = await import('./sqlite/index.js');
    return openSqliteBackend(sqliteSettings(settings));
  },
};

/** The same for stores with tenants. */
export const MULTI_TENANT_BACKENDS: Readonly<
  Record<string, (settings: MultiTenantBackendSettings) => Promise<MultiTenantBackend>>
> = {
  sqlite: async (settings) => {
    const { openMultiTenantSqlite } = await import('./sqlite/tenancy/open.js');
    const { tenant_pool, audit_durability } = settings;
    return openMultiTenantSqlite({ ...sqliteSettings(settings), tenant_pool, audit_durability });
  },
};

/** Opens a store for its migration to tenants, or back. */
export const TENANT_MIGRATIONS: Readonly<
  Record<string, (settings: BackendSettings) => Promise<TenantMigration>>
> = {
  sqlite: async (settings) => {
    const { openTenantMigration } = await import('./sqlite/tenancy/migration.js');
    return openTenantMigration(sqliteSettings(settings));
  },
};

function sqliteSettings(settings: BackendSettings) {
  const { create, read_only, busy_timeout_ms, on_operator_message } = settings;
  return {
    path: settings.sqlite_path,
    synchronous: settings.sqlite_synchronous,
    create,
    read_only,
    busy_timeout_ms,
    on_operator_message,
  };
}
