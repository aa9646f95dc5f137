import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Change, CommitOutcome, Precondition } from '../../../../src/domain/change-set.js';
import type { Memory } from '../../../../src/domain/memory.js';
import type { MemoryContext } from '../../../../src/domain/memory-context.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { member } from '../../members.js';
import type { OpenTenants } from '../../open-backends.js';
import { changeSet, memory, T0 } from '../../records.js';

export const ACME = 'acme';
export const UMBRA = 'umbra';

const of = (user_id: string, facts: Omit<Parameters<typeof member>[0], 'tenant_id' | 'user_id'> = {}) =>
  member({ tenant_id: ACME, user_id, ...facts });

/** Of acme: two of the red team, one of the blue one, one of no team, an admin of no team, and the owner. */
export const ANN = of('ann', { team_ids: ['red'], projects: ['p'] });
export const BEN = of('ben', { team_ids: ['red'] });
export const CAT = of('cat', { team_ids: ['blue'], projects: ['q'] });
export const DAN = of('dan');
export const EVE = of('eve', { roles: ['admin'] });
export const OWNER = operatorScope('owner', ACME);
/** Of umbra: somebody who is called as somebody of acme is, and is in teams and projects of the same names. */
export const OTHER_ANN = member({
  tenant_id: UMBRA,
  user_id: 'ann',
  team_ids: ['red'],
  projects: ['p'],
  roles: ['admin'],
});

/** Runs one test on a store of its own with both tenants, and closes it. */
export function inTenants(open: OpenTenants, test: (backend: MultiTenantBackend) => Promise<void>) {
  return async () => {
    const backend = await open();
    try {
      await backend.tenants.add(ACME, T0);
      await backend.tenants.add(UMBRA, T0);
      await test(backend);
    } finally {
      await backend.close();
    }
  };
}

/** A memory of ann's, seen by whom the context says. */
export function shared(id: string, context: MemoryContext, facts: Partial<Memory> = {}): Memory {
  return memory({ id, context, ...facts });
}

/** Commits as somebody, or tells why not. */
export function attemptAs(
  backend: MultiTenantBackend,
  scope: AccessScope,
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
  at = T0,
): Promise<CommitOutcome> {
  return backend.commit(scope, changeSet(changes, preconditions, at));
}

/** Commits as somebody, and fails where it was refused. */
export async function commitAs(
  backend: MultiTenantBackend,
  scope: AccessScope,
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
  at = T0,
): Promise<void> {
  const outcome = await attemptAs(backend, scope, changes, preconditions, at);
  if (!outcome.committed) throw new Error(`Not committed: ${JSON.stringify(outcome)}`);
}

/** The code of the error that a promise is rejected with, and its sentence. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown)
      return { code: String(thrown.code), message: thrown.message };
    throw thrown;
  }
  throw new Error('It was not refused.');
}
