import type { Backend } from '../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { member } from './members.js';
import { ANN, BEN, OPERATOR, T0 } from './records.js';

const TENANT = 'acme';

/** Who of the suite is who in the tenant: its users are members with every project, under a rule of visibility. */
const IN_TENANT: ReadonlyMap<AccessScope, AccessScope> = new Map([
  [ANN, member({ tenant_id: TENANT, user_id: 'ann', projects: 'all' })],
  [BEN, member({ tenant_id: TENANT, user_id: 'ben', projects: 'all' })],
  [OPERATOR, operatorScope('ann', TENANT)],
]);

/** One tenant of a store, asked as if the store had no others. */
export async function asOneTenant(store: MultiTenantBackend): Promise<Backend> {
  await store.tenants.add(TENANT, T0);
  const { tenants: _tenants, serverAudit: _audit, close, name, capabilities, ...methods } = store;
  const inTenant = Object.fromEntries(
    Object.entries(methods).map(([key, method]) => [key, translated(method)]),
  ) as Omit<Backend, 'close' | 'name' | 'capabilities'>;
  return { name, capabilities, ...inTenant, close };
}

function translated(method: unknown): unknown {
  return (scope: AccessScope, ...rest: readonly unknown[]) => {
    const inTenant = IN_TENANT.get(scope);
    if (inTenant === undefined) throw new Error('The suite asked as somebody who is nobody in the tenant.');
    return (method as (...given: readonly unknown[]) => unknown)(inTenant, ...rest);
  };
}
