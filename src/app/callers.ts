import { localPrincipal } from '../auth/local.js';
import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import { scopeFor } from '../policy/access-scope.js';
import type { Callers } from './callers-contract.js';

/**
 * The callers of a process on an opened store.
 * @param backend null where there is no store yet; a store with tenants must be there.
 * @param project the project this process works in; with tenants and no tokens it is granted to its user.
 * @throws MemoryGraphError `configuration` for keys that cannot be read.
 */
export async function callersOf(
  { settings }: Pick<Config, 'settings'>,
  backend: Backend | null,
  project: string | null,
): Promise<Callers> {
  if (settings.multi_tenant_mode) {
    const { memberCallers } = await import('./tenancy/member-callers.js');
    return memberCallers(settings, backend, project);
  }
  const principal = localPrincipal(settings.user_id);
  const scope = scopeFor(principal);
  return { identity: { principal: async () => principal }, scopeOf: () => scope };
}
