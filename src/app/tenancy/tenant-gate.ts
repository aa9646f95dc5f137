import type { TenantRegistry } from '../../contracts/tenancy.js';
import type { Principal } from '../../domain/principal.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { systemClock } from '../clock.js';

/**
 * Lets callers of tenants pass that are there and not suspended; the two refusals are one. With `auto` a tenant that
 * is not there yet is added.
 */
export function tenantGate(
  tenants: TenantRegistry,
  provisioning: 'refuse' | 'auto',
): (principal: Principal) => Promise<void> {
  return async ({ membership }) => {
    if (membership === null) throw unavailable();
    const known = await tenants.find(membership.tenant_id);
    if (known?.status === 'active') return;
    if (known !== null || provisioning === 'refuse') throw unavailable();
    await tenants.add(membership.tenant_id, systemClock.now());
  };
}

function unavailable(): MemoryGraphError {
  return new MemoryGraphError(
    'tenant_unavailable',
    'This server does not serve the tenant of this caller: it is not known here, or it is suspended. Ask the operator of the server.',
  );
}
