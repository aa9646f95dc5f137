import type { Backend } from '../../contracts/backend.js';
import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** A store that was opened with tenants. Throws `unsupported` for another. */
export function withTenants(backend: Backend | null): MultiTenantBackend {
  if (backend !== null && 'tenants' in backend) return backend as MultiTenantBackend;
  throw new MemoryGraphError('unsupported', 'This store was opened without tenants.');
}
