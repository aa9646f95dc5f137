import { join } from 'node:path';
import { type MultiTenantSettings, openMultiTenantSqlite } from '../../../../backends/sqlite/tenancy/open.js';
import { tenantPath } from '../../../../backends/sqlite/tenancy/tenant-files.js';
import { T0 } from '../../../contract/records.js';
import { temporaryFolder } from '../fixtures.js';

const SETTINGS = { synchronous: 'normal', tenant_pool: 4, audit_durability: 'normal' } as const;

/** A store with tenants in a folder of its own, with these tenants in it. */
export async function temporaryTenants(
  tenant_ids: readonly string[],
  settings: Partial<MultiTenantSettings> = {},
) {
  const folder = temporaryFolder();
  const path = join(folder.path, 'store.db');
  const open = () => openMultiTenantSqlite({ path, ...SETTINGS, ...settings });
  const backend = await open();
  for (const tenant_id of tenant_ids) await backend.tenants.add(tenant_id, T0);
  const files = new Map<string, string>();
  for (const tenant of await backend.tenants.list()) files.set(tenant.tenant_id, tenantPath(path, tenant));
  return {
    backend,
    path,
    /** The file of a tenant. */
    fileOf: (tenant_id: string) => files.get(tenant_id) ?? 'no such tenant',
    /** Opens the store once more, beside the first or after it; who opens it closes it. */
    open,
    remove: async () => {
      await backend.close();
      folder.remove();
    },
  };
}

export type TemporaryTenants = Awaited<ReturnType<typeof temporaryTenants>>;
