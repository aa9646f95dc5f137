import { randomBytes } from 'node:crypto';
import type { Tenant } from '../../../src/domain/tenant.js';
import type { Connection } from '../connection.js';

const KEY_BYTES = 16;

/** A tenant with what the registry alone knows: whether its file was ever made. */
export interface TenantRow extends Tenant {
  readonly has_file: 0 | 1;
}

const COLUMNS = 'tenant_id, key, status, created_at, has_file';

export function findTenant(control: Connection, tenant_id: string): TenantRow | undefined {
  return control.get<TenantRow>(`SELECT ${COLUMNS} FROM tenants WHERE tenant_id = :tenant_id`, { tenant_id });
}

export function listTenants(control: Connection): TenantRow[] {
  return control.all<TenantRow>(`SELECT ${COLUMNS} FROM tenants ORDER BY tenant_id`);
}

/** Adds a tenant under a key that says nothing of it; one that is there stays as it is. */
export function addTenant(control: Connection, tenant_id: string, at: string): void {
  control.run(
    `INSERT INTO tenants (tenant_id, key, status, created_at) VALUES (:tenant_id, :key, 'active', :at)
     ON CONFLICT (tenant_id) DO NOTHING`,
    { tenant_id, key: `t${randomBytes(KEY_BYTES).toString('hex')}`, at },
  );
}

/** From now on a file that is not there is a loss, and never made anew. */
export function noteFile(control: Connection, tenant_id: string): void {
  control.run('UPDATE tenants SET has_file = 1 WHERE tenant_id = :tenant_id', { tenant_id });
}

export function setTenantStatus(control: Connection, tenant_id: string, status: Tenant['status']): void {
  control.run('UPDATE tenants SET status = :status WHERE tenant_id = :tenant_id', { tenant_id, status });
}

/** The tenant as others see it. */
export function tenantOf({ tenant_id, key, status, created_at }: TenantRow): Tenant {
  return { tenant_id, key, status, created_at };
}
