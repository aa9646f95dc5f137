import type { Backend } from '../../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { IdempotencyRecord } from '../../../src/domain/change-set.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { operatorScope, scopeFor } from '../../../src/policy/access-scope.js';
import { BLUE, memberOf, RED, SHOP, SITE, TENANCIES, type Tenancy } from '../world/people.js';

type Break = (backend: MultiTenantBackend) => Partial<Backend>;

/** A reading method whose answer the probes must be able to tell from one that leaks. */
const READS = [
  'findMemories',
  'findTitles',
  'listMemories',
  'countMemories',
  'memoryHistory',
  'completeId',
  'findRelationships',
  'relationshipHistory',
  'visibleWords',
  'findCandidates',
  'counts',
  'memberCounts',
  'streamMemories',
  'streamMemoryVersions',
  'streamRelationships',
] as const satisfies readonly (keyof Backend)[];

/** One method asked under another scope than the caller's. */
function asking(method: (typeof READS)[number], other: (scope: AccessScope) => AccessScope): Break {
  return (backend) => {
    const real = backend[method] as (scope: AccessScope, ...rest: unknown[]) => unknown;
    return {
      [method]: (scope: AccessScope, ...rest: unknown[]) =>
        real(scope.kind === 'principal' ? other(scope) : scope, ...rest),
    };
  };
}

const everything = ({ user_id, tenant_id }: AccessScope): AccessScope => operatorScope(user_id, tenant_id);

/** In every team, every project granted: what a grant that is read too widely would show. */
function widened({ user_id, tenant_id }: AccessScope): AccessScope {
  const tenancy = TENANCIES.find((each) => each.tenant_id === tenant_id) as Tenancy;
  const place = { team_ids: [RED, BLUE, tenancy.team], projects: [SHOP, SITE, tenancy.vault] };
  return scopeFor(memberOf(tenancy, user_id, place).principal);
}

/** The same user's scope in another tenant. */
function elsewhere({ user_id, tenant_id }: AccessScope): AccessScope {
  const other = TENANCIES.find((each) => each.tenant_id !== tenant_id) as Tenancy;
  return scopeFor(memberOf(other, user_id).principal);
}

/** Faults in a store of a kind that somebody may make; the probes must find each of them. */
export const PLANTED_LEAKS: Readonly<Record<string, Break>> = {
  ...Object.fromEntries(READS.map((method) => [`${method} without the rule`, asking(method, everything)])),
  'findMemories in every team and project': asking('findMemories', widened),
  'findCandidates in every team and project': asking('findCandidates', widened),
  'counts in every team and project': asking('counts', widened),

  'a memory of another tenant, where it is not in the own one': (backend) => ({
    findMemories: async (scope, ids) => {
      const own = await backend.findMemories(scope, ids);
      return own.length > 0 || scope.kind === 'operator' ? own : backend.findMemories(elsewhere(scope), ids);
    },
  }),
  'another answer for what is hidden than for what is not there': (backend) => ({
    findMemories: async (scope, ids) => {
      const found = await backend.findMemories(scope, ids);
      if (found.length === 0 && (await backend.findMemories(everything(scope), ids)).length > 0)
        throw new MemoryGraphError('not_found', 'No such memory is visible to you.');
      return found;
    },
  }),
  'an answer kept under a key for whoever asks': (backend) => {
    const kept = new Map<string, IdempotencyRecord>();
    return {
      commit: async (scope, changes) => {
        for (const change of changes.changes)
          if (change.kind === 'put_idempotency')
            kept.set(`${change.record.tool} ${change.record.key}`, change.record);
        return backend.commit(scope, changes);
      },
      findIdempotency: async (_scope, tool, key) => kept.get(`${tool} ${key}`) ?? null,
    };
  },
  'a write without its audit event': (backend) => ({
    commit: async (scope, changes) =>
      backend.commit(scope, {
        ...changes,
        changes: changes.changes.filter(({ kind }) => kind !== 'put_audit_event'),
      }),
  }),
  'events in the chain of another tenant': (backend) => ({
    audit: (scope) => backend.audit(scope.kind === 'operator' ? scope : elsewhere(scope)),
  }),
  'a write in the name of another user': (backend) => ({
    commit: async (scope, changes) =>
      backend.commit(scope, {
        ...changes,
        changes: changes.changes.map((change) =>
          change.kind === 'put_memory' && change.former !== null
            ? { ...change, memory: { ...change.memory, updated_by: 'boss' } }
            : change,
        ),
      }),
  }),
  'a change that moves a memory to another maker': (backend) => ({
    commit: async (scope, changes) =>
      backend.commit(scope, {
        ...changes,
        changes: changes.changes.map((change) =>
          change.kind === 'put_memory' && change.former !== null && scope.kind === 'principal'
            ? { ...change, memory: { ...change.memory, created_by: scope.user_id } }
            : change,
        ),
      }),
  }),
};

/** A store with one of the faults. */
export function leaky(backend: MultiTenantBackend, name: string): MultiTenantBackend {
  return { ...backend, ...PLANTED_LEAKS[name]?.(backend) };
}
