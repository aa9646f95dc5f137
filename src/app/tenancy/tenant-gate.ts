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
    if (membership === null) throw unavailable('The caller belongs to no tenant.');
    const { tenant_id } = membership;
    const known = await tenants.find(tenant_id);
    if (known?.status === 'active') return;
    if (known !== null)
      throw unavailable(
        `The tenant ${tenant_id} is suspended; "memorygraph tenant resume ${tenant_id}" lets it be used again.`,
      );
    if (provisioning === 'refuse')
      throw unavailable(
        `There is no tenant ${tenant_id} in this store; "memorygraph tenant add ${tenant_id}" adds it.`,
      );
    await tenants.add(tenant_id, systemClock.now());
  };
}

/** The caller is told the same of every reason; the operator the true one. */
function unavailable(operatorMessage: string): MemoryGraphError {
  return new MemoryGraphError(
    'tenant_unavailable',
    'This server does not serve the tenant of this caller: it is not known here, or it is suspended. Ask the operator of the server.',
    { operatorMessage },
  );
}
