import type { Tenant } from '../domain/tenant.js';
import type { AuditLog } from './audit-log.js';
import type { Backend } from './backend.js';
import type { VerifyReport } from './reports.js';

/** The tenants of a store. Every write is idempotent. */
export interface TenantRegistry {
  find(tenant_id: string): Promise<Tenant | null>;
  /** In the order of their ids. */
  list(): Promise<Tenant[]>;
  /** Adds a tenant with a store of its own; one that is there is returned as it is. */
  add(tenant_id: string, at: string): Promise<Tenant>;
  /** null where there is no such tenant. A suspended tenant keeps its data and answers nobody. */
  setStatus(tenant_id: string, status: Tenant['status']): Promise<Tenant | null>;
  /** Checks the registry itself, and that each tenant has its part; changes nothing. The parts: `Backend.verify`. */
  verify(): Promise<VerifyReport>;
}

/** A store of many tenants: each call goes to the part of the scope's tenant alone. */
export interface MultiTenantBackend extends Backend {
  readonly tenants: TenantRegistry;
  /** The chain of calls that belong to no tenant. */
  readonly serverAudit: AuditLog;
}
