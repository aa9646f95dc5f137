import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Change } from '../../../src/domain/change-set.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { contentHash } from '../../../src/repository/content-hash.js';
import { documentOf } from '../../../src/search/analysis.js';
import { recordTokens } from './canaries.js';
import { BLUE, SITE, SUSPENDED, TENANCIES, type Tenancy } from './people.js';
import { recordsOf, type WorldRecords } from './records.js';
import { readState, type TenantState } from './tenant-state.js';

/** A store with four tenants that have much in common, and one that is suspended. */
export interface World {
  readonly backend: MultiTenantBackend;
  /** The present state of a served tenant. */
  readonly state: (tenant_id: string) => TenantState;
  /** Reads a tenant anew after a write. */
  readonly refresh: (tenant_id: string) => Promise<TenantState>;
  /** Every canary and id of every tenant, the suspended one's too. */
  readonly universe: () => ReadonlySet<string>;
}

/** Fills an empty store. */
export async function makeWorld(backend: MultiTenantBackend, now: string): Promise<World> {
  const states = new Map<string, TenantState>();
  const tokens = new Map<string, ReadonlySet<string>>();
  const refresh = async (tenant_id: string): Promise<TenantState> => {
    const state = await readState(backend, tenant_id);
    states.set(tenant_id, state);
    tokens.set(tenant_id, tokensOf(state));
    return state;
  };
  for (const [place, tenancy] of [...TENANCIES, SUSPENDED].entries()) {
    const records = recordsOf(tenancy, place, now);
    await backend.tenants.add(tenancy.tenant_id, now);
    await fill(backend, tenancy, records, now);
    mustHold(await refresh(tenancy.tenant_id), records);
  }
  await backend.tenants.setStatus(SUSPENDED.tenant_id, 'suspended');
  return {
    backend,
    state(tenant_id) {
      const state = states.get(tenant_id);
      if (state === undefined) throw new Error('no such tenant in the world');
      return state;
    },
    refresh,
    universe: () => new Set([...tokens.values()].flatMap((each) => [...each])),
  };
}

function tokensOf(state: TenantState): Set<string> {
  return recordTokens(
    JSON.stringify({ ...state, memories: [...state.memories], relationships: [...state.relationships] }),
  );
}

async function fill(
  backend: MultiTenantBackend,
  { tenant_id }: Tenancy,
  { memories, relationships }: WorldRecords,
  now: string,
): Promise<void> {
  const changes: Change[] = [
    ...memories.flatMap((lives) =>
      lives.map((memory, at): Change => {
        const document = memory.deleted_at === null ? documentOf(memory) : null;
        const former = lives[at - 1] ?? null;
        return { kind: 'put_memory', memory, former, document, content_hash: contentHash(memory) };
      }),
    ),
    ...relationships.flatMap((lives) =>
      lives.map((relationship, at): Change => {
        return { kind: 'put_relationship', relationship, former: lives[at - 1] ?? null };
      }),
    ),
    { kind: 'put_project_grant', team_id: BLUE, project_id: SITE, granted: true },
  ];
  const scope = operatorScope('operator', tenant_id);
  const outcome = await backend.commit(scope, {
    id: `world-${tenant_id}`,
    at: now,
    preconditions: [],
    changes,
  });
  if (!outcome.committed) throw new Error(`the world was refused: ${outcome.failed.kind}`);
}

/** What is probed must be what was made: an operator's view that lost records would hide every leak of them. */
function mustHold(state: TenantState, { memories, relationships }: WorldRecords): void {
  const versions = memories.length + relationships.length;
  const all = [...memories, ...relationships].reduce((sum, lives) => sum + lives.length, 0);
  const kept = state.memories.size + state.relationships.size;
  const former = state.versions.length + state.relationshipVersions.length;
  if (kept !== versions || kept + former !== all) throw new Error('the store does not hold what was written');
}
