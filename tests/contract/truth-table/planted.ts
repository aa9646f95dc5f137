import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Change } from '../../../src/domain/change-set.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import {
  changeSet,
  hours,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
  T0,
} from '../records.js';
import { FORMER, grantsOf, type Kept, memoryOf, TENANTS, thingsOf } from './combinations.js';
import type { Thing } from './oracle.js';

/** Two memories that everybody of the tenant sees, at the other ends of relationships. */
export const HUBS = ['hub0', 'hub1'] as const;

/** Present states whose histories hold every combination. */
export const WITH_HISTORY: readonly Kept[] = [
  { visibility: 'private' },
  { visibility: 'public' },
  { visibility: 'team', team: 'red' },
  { visibility: 'project', project: 'granted' },
  { visibility: 'public', deleted: true },
].map((facts, at) => ({
  id: `h${at}`,
  thing: { tenant: '', creator: 'ann', team: undefined, project: undefined, deleted: false, ...facts },
}));

/** Ids of the relationships of a memory: from a hub, to a hub, and between hubs but ended by it. */
export const edgeIds = (id: string) => ({ from: `f-${id}`, to: `b-${id}`, ended: `e-${id}` });

/** Fills a store: the same ids in each tenant, with texts, use and grants of its own. */
export async function plant(backend: MultiTenantBackend): Promise<void> {
  for (const tenant of TENANTS) {
    await backend.tenants.add(tenant, T0);
    const owner = operatorScope('owner', tenant);
    const outcome = await backend.commit(owner, changeSet(plantsOf(tenant)));
    if (!outcome.committed) throw new Error('Not planted.');
    // Whose looks they are is no matter of what is seen now: all had a look at everything.
    const looks = ['ann', 'ben'].flatMap((user_id) =>
      thingsOf(tenant).map(
        ({ id }): Change => ({ kind: 'put_use', id, usage_count: 1, last_accessed: T0, user_id }),
      ),
    );
    await backend.commit(owner, changeSet(looks));
  }
}

function plantsOf(tenant: string): Change[] {
  const hub = { tenant, creator: 'root', visibility: 'public', team: undefined, project: undefined };
  const hubs = HUBS.map((id) => putMemory(memoryOf({ id, thing: { ...hub, deleted: false } })));
  const things = thingsOf(tenant).flatMap((kept) => [putMemory(memoryOf(kept)), ...edgesOf(kept.id)]);
  const histories = WITH_HISTORY.flatMap((kept) => historyOf({ ...kept, thing: { ...kept.thing, tenant } }));
  const grants = grantsOf(tenant).map(
    (grant): Change => ({ kind: 'put_project_grant', ...grant, granted: true }),
  );
  return [...hubs, ...things, ...histories, ...grants];
}

function edgesOf(id: string): Change[] {
  const ids = edgeIds(id);
  const [hub0, hub1] = HUBS;
  const edges = [
    relationship({ id: ids.from, from_memory_id: hub0, to_memory_id: id }),
    relationship({ id: ids.to, from_memory_id: id, to_memory_id: hub1, type: 'CAUSES' }),
    relationship({ id: ids.ended, from_memory_id: hub0, to_memory_id: hub1, type: 'RELATED_TO' }),
  ];
  return edges.flatMap((edge) => {
    const facts = edge.id === ids.ended ? { valid_until: hours(1), invalidated_by: id } : {};
    const ended = { ...edge, ...facts };
    return [putRelationship(ended), putRelationship(nextRelationship(ended, T0), ended)];
  });
}

/** The state of a former version. */
export function formerThing(kept: Kept, tenant: string, version: number): Thing {
  const state = FORMER[version - 1];
  if (state === undefined) throw new Error(`There is no version ${version}.`);
  return { ...state, tenant, creator: kept.thing.creator, deleted: false };
}

function historyOf(kept: Kept): Change[] {
  const { tenant } = kept.thing;
  const present = memoryOf(kept, { version: FORMER.length + 1 });
  const versions = FORMER.map((_state, at): Change => {
    const version = at + 1;
    const former = memoryOf({ id: kept.id, thing: formerThing(kept, tenant, version) }, { version });
    return { kind: 'put_memory_version', memory: former, superseded_at: T0 };
  });
  return [putMemory(present), ...versions];
}
