import type { Backend } from '../../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { createTenantPool, type TenantPool } from '../../by-tenant/pool.js';
import { routeByTenant } from '../../by-tenant/router.js';
import { type Run, runner, SQLITE_FACTS, sqliteBackend } from '../backend.js';
import { openStore } from '../open.js';
import { DEFAULT_BUSY_TIMEOUT_MS, type SqliteSettings } from '../settings.js';
import { auditLog } from './audit-log.js';
import { NO_TENANT } from './audit-rows.js';
import { findMode } from './migration-mode.js';
import { RETURNING_TENANT, turning } from './migration-schemas.js';
import { TENANT_SCHEMA } from './schemas.js';
import { withSpooledAudit } from './spooled-audit.js';
import { tenantPath } from './tenant-files.js';
import { type TenantRow, tenantOf } from './tenant-rows.js';
import { verifyRegistry } from './verify-registry.js';

/** So many tenants stay open at a time. */
const POOL = 16;
const CACHE_KIBIBYTES = 8_000;

/** The parts of a store on its way, each opened when it is asked for. */
export interface MigrationParts {
  readonly parts: MultiTenantBackend;
  /** Closes what is open, so that each part is whole in its one file. */
  settle(): Promise<void>;
}

/**
 * @param tenants those that have a part now; @param mayMake whether a part that is not there is made.
 * @param run work on the file at the configured path.
 */
export function migrationParts(
  settings: SqliteSettings,
  state: { readonly tenants: () => TenantRow[]; readonly mayMake: () => boolean; readonly run: Run },
): MigrationParts {
  const { tenants, mayMake, run } = state;
  const { path, busy_timeout_ms: busyTimeoutMs = DEFAULT_BUSY_TIMEOUT_MS, read_only = false } = settings;

  async function open(tenant_id: string): Promise<Backend> {
    const tenant = tenants().find((each) => each.tenant_id === tenant_id);
    if (tenant === undefined) throw noPart();
    const file = tenantPath(path, tenant);
    const create = mayMake();
    const turned = !create && (await findMode(file, busyTimeoutMs)) === 'returning_tenant';
    const store = await openStore(
      { ...settings, path: file, create, cache_kibibytes: CACHE_KIBIBYTES },
      turned ? RETURNING_TENANT : TENANT_SCHEMA,
    );
    const part = sqliteBackend(store, { busyTimeoutMs, read_only, reserveBeside: path });
    if (read_only) return part;
    const { connection } = store;
    const spool = { connection, tenant_id, run: runner(connection, busyTimeoutMs), relaxed: false };
    return withSpooledAudit(part, spool);
  }

  const pool: TenantPool = createTenantPool(open, POOL);
  const list = async () => tenants().map(tenantOf);
  const parts = routeByTenant(pool, {
    ...SQLITE_FACTS,
    tenants: {
      list,
      find: async (tenant_id) => (await list()).find((each) => each.tenant_id === tenant_id) ?? null,
      add: () => Promise.reject(noPart()),
      setStatus: () => Promise.reject(noPart()),
      verify: () => run(verifyRegistry),
    },
    serverAudit: auditLog(run, NO_TENANT, false),
    closeRegistry: () => {},
  });
  return { parts, settle: () => pool.close() };
}

/** Makes the part of a tenant one that takes no more writes, or one that takes them again. */
export async function turnPart(
  settings: SqliteSettings,
  file: string,
  to: 'tenant' | 'returning_tenant',
): Promise<void> {
  const { busy_timeout_ms = DEFAULT_BUSY_TIMEOUT_MS } = settings;
  const found = await findMode(file, busy_timeout_ms);
  if (found === to) return;
  const [from, next] =
    to === 'tenant' ? [RETURNING_TENANT, TENANT_SCHEMA] : [TENANT_SCHEMA, RETURNING_TENANT];
  const { connection } = await openStore({ ...settings, path: file, create: false }, from);
  try {
    await runner(connection, busy_timeout_ms)((c) => turning(c, next));
  } finally {
    connection.close();
  }
}

function noPart(): MemoryGraphError {
  return new MemoryGraphError('tenant_unavailable', 'The migration knows no such tenant.');
}
