import type { Backend } from '../../../src/contracts/backend.js';
import type { MultiTenantBackend, TenantRegistry } from '../../../src/contracts/tenancy.js';
import type { Tenant } from '../../../src/domain/tenant.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { createTenantPool } from '../../by-tenant/pool.js';
import { routeByTenant } from '../../by-tenant/router.js';
import { runner, SQLITE_FACTS, sqliteBackend } from '../backend.js';
import type { Connection } from '../connection.js';
import { KeptAnswers } from '../kept-answers.js';
import { openStore } from '../open.js';
import { DEFAULT_BUSY_TIMEOUT_MS, type SqliteSettings } from '../settings.js';
import { writing } from '../writing.js';
import { erasingAside } from './aside-erasure.js';
import { auditLog } from './audit-log.js';
import { CONTROL_SCHEMA, TENANT_SCHEMA } from './schemas.js';
import { createSharedCache } from './shared-cache.js';
import { withSpooledAudit } from './spooled-audit.js';
import { tenantPath } from './tenant-files.js';
import {
  addTenant,
  findTenant,
  listTenants,
  noteFile,
  setTenantStatus,
  type TenantRow,
  tenantOf,
} from './tenant-rows.js';
import { verifyRegistry } from './verify-registry.js';

/** How a store with tenants is opened. */
export interface MultiTenantSettings extends SqliteSettings {
  /** How many tenants stay open. */
  readonly tenant_pool: number;
  /** `normal`: audit events of calls that wrote nothing do not wait for the disk. */
  readonly audit_durability: 'normal' | 'full';
}

const REGISTRY_CACHE_KIBIBYTES = 2_000;

/**
 * Opens the registry of tenants, making it where that is allowed; tenants are opened when they are asked for.
 * @throws MemoryGraphError `wrong_mode` for a store without tenants, and what opening a store throws.
 */
export async function openMultiTenantSqlite(settings: MultiTenantSettings): Promise<MultiTenantBackend> {
  const control = await openStore({ ...settings, cache_kibibytes: REGISTRY_CACHE_KIBIBYTES }, CONTROL_SCHEMA);
  const { connection } = control;
  const busyTimeoutMs = settings.busy_timeout_ms ?? DEFAULT_BUSY_TIMEOUT_MS;
  const run = runner(connection, busyTimeoutMs);
  const relaxed = settings.audit_durability === 'normal' && settings.synchronous !== 'normal';
  const sharing = createSharedCache();
  const rows = new KeptAnswers<TenantRow | undefined>(connection);
  const find = (c: Connection, tenant_id: string) => rows.get(tenant_id, () => findTenant(c, tenant_id));

  async function openTenant(tenant_id: string): Promise<Backend> {
    const tenant = await run((c) => find(c, tenant_id));
    if (tenant === undefined) throw noSuchTenant();
    const store = await openStore(
      {
        ...settings,
        path: tenantPath(connection.path, tenant),
        create: tenant.has_file === 0,
      },
      TENANT_SCHEMA,
    );
    if (tenant.has_file === 0) await run((c) => writing(c, () => noteFile(c, tenant_id)));
    const read_only = settings.read_only ?? false;
    const part = sqliteBackend(store, { busyTimeoutMs, read_only, relaxed, reserveBeside: connection.path });
    const shared = erasingAside(sharing(store.connection, part), run);
    if (read_only || settings.audit_durability === 'full') return shared;
    return withSpooledAudit(shared, {
      connection: store.connection,
      tenant_id,
      run: runner(store.connection, busyTimeoutMs),
      relaxed,
    });
  }

  const pool = createTenantPool(openTenant, settings.tenant_pool, (cause) =>
    settings.on_operator_message?.(`The file of a tenant could not be closed: ${String(cause)}`),
  );

  const tenants: TenantRegistry = {
    find: async (tenant_id) => {
      const row = rows.known(tenant_id) ?? (await run((c) => find(c, tenant_id)));
      return row === undefined ? null : tenantOf(row);
    },
    list: async () => (await run(listTenants)).map(tenantOf),
    async add(tenant_id, at) {
      await run((c) => writing(c, () => addTenant(c, tenant_id, at)));
      // Opening makes the file, where it was not made before.
      await pool.use(tenant_id, async () => {});
      return required(await tenants.find(tenant_id));
    },
    async setStatus(tenant_id, status) {
      await run((c) => writing(c, () => setTenantStatus(c, tenant_id, status)));
      return tenants.find(tenant_id);
    },
    verify: () => run(verifyRegistry),
  };

  return routeByTenant(pool, {
    ...SQLITE_FACTS,
    tenants,
    serverAudit: auditLog(run, '', relaxed),
    closeRegistry: () => connection.close(),
  });
}

function required(tenant: Tenant | null): Tenant {
  if (tenant === null) throw noSuchTenant();
  return tenant;
}

function noSuchTenant(): MemoryGraphError {
  return new MemoryGraphError(
    'tenant_unavailable',
    'There is no such tenant in this store. "memorygraph tenant list" shows those there are; "memorygraph tenant add ID" adds one.',
  );
}
