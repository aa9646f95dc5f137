import { join } from 'node:path';
import type { Tenant } from '../../../src/domain/tenant.js';

/** Folder of the tenants' files, beside the registry. */
export function tenantFolder(controlPath: string): string {
  return `${controlPath}-tenants`;
}

/** The file of one tenant: named by its key, which says nothing of the tenant. */
export function tenantPath(controlPath: string, { key }: Pick<Tenant, 'key'>): string {
  return join(tenantFolder(controlPath), `${key}.db`);
}
