import type { Backend } from '../contracts/backend.js';
import type { MultiTenantBackend } from '../contracts/tenancy.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { CommandContext } from './command.js';

/** The opened store with its tenants. Throws `usage` where it was opened without them. */
export function multiTenant(backend: Backend): MultiTenantBackend {
  if (isMultiTenant(backend)) return backend;
  throw withoutTenants();
}

/** Throws `usage` where this program works without tenants: before a store is opened, or made. */
export function requireTenants({ config }: Pick<CommandContext, 'config'>): void {
  if (!config.settings.multi_tenant_mode) throw withoutTenants();
}

function withoutTenants(): MemoryGraphError {
  return new MemoryGraphError(
    'usage',
    'This command is for stores with several tenants; MEMORY_MULTI_TENANT_MODE is off.',
  );
}

function isMultiTenant(backend: Backend): backend is MultiTenantBackend {
  return 'tenants' in backend;
}
