import { deepStrictEqual as equal, rejects } from 'node:assert';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Memory, MemoryVersion } from '../../../../src/domain/memory.js';
import type { Relationship } from '../../../../src/domain/relationship.js';
import { makePlan } from '../../../../src/transfer/tenancy/plan.js';
import { removeFolder, temporaryFolder } from '../../../support/temporary.js';
import { collect } from '../../sqlite/fixtures.js';
import { isAmbiguous, type MapFacts, placeOf, targetOf } from './expected.js';
import { dumpOf, giveTenants, SCOPES, takeTenants, withSingle, withTenants } from './migrating.js';
import { fill, idOf, PROJECTS, type StoreFacts, storeFacts } from './random-store.js';

const TENANTS = ['acme', 'beta', 'local'] as const;

const team = fc.option(fc.constantFrom('core', 'shop'), { nil: undefined });
const target = (teams: boolean) =>
  fc.record({ tenant: fc.constantFrom(...TENANTS), team: teams ? team : fc.constant(undefined) });

const mapFacts: fc.Arbitrary<MapFacts> = fc
  .constantFrom('team', 'team', 'private', 'project', 'public')
  .chain((visibility) => {
    const teams = visibility === 'team';
    return fc.record({
      tenant_id: fc.constantFrom(...TENANTS),
      visibility: fc.constant(visibility),
      team: teams ? team : fc.constant(undefined),
      projects: fc.dictionary(fc.constantFrom(...PROJECTS, '*', 'nothing of it'), target(teams), {
        maxKeys: 4,
      }),
      none: fc.option(target(teams), { nil: undefined }),
    });
  });

function planFor({ projects, none, ...rest }: MapFacts) {
  return makePlan({
    ...rest,
    team_id: rest.team,
    map: { projects: new Map(Object.entries(projects)), none },
  });
}

/**
 * Random stores with random maps: each memory goes where the manual says, and the store comes back to the byte; a map
 * that would leave a place to chance is refused.
 * @returns how many did; throws at the first that did not, made as small as it can be.
 */
export async function checkRandomStores(runs: number, seed?: number): Promise<number> {
  let passed = 0;
  await fc.assert(
    fc.asyncProperty(storeFacts, mapFacts, async (facts, map) => {
      const folder = temporaryFolder('random');
      const path = join(folder, 'store.db');
      await withSingle(path, (backend) => fill(backend, facts));
      const before = await dumpOf(path);
      if (isAmbiguous(facts, map)) {
        await rejects(giveTenants(path, planFor(map)), { code: 'invalid_argument' });
      } else {
        await giveTenants(path, planFor(map));
        await inspect(path, facts, map);
        await takeTenants(path);
      }
      equal(await dumpOf(path), before);
      await withSingle(path, async (backend) => {
        equal((await backend.verify(SCOPES(null))).faults, []);
      });
      removeFolder(folder);
      passed++;
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  return passed;
}

async function inspect(path: string, facts: StoreFacts, map: MapFacts): Promise<void> {
  await withTenants(path, async (backend) => {
    const found = new Map<string, { tenant: string; memory: Memory; versions: MemoryVersion[] }>();
    const edges = new Map<string, { tenant: string; edge: Relationship }>();
    for (const { tenant_id } of await backend.tenants.list()) {
      const scope = SCOPES(tenant_id);
      equal((await backend.verify(scope)).faults, []);
      for (const memory of await collect(backend.streamMemories(scope))) {
        equal(found.has(memory.id), false);
        const versions = await backend.memoryHistory(scope, memory.id);
        found.set(memory.id, { tenant: tenant_id, memory, versions });
      }
      for (const edge of await collect(backend.streamRelationships(scope))) {
        equal(edges.has(edge.id), false);
        edges.set(edge.id, { tenant: tenant_id, edge });
      }
      for (const use of await collect(backend.streamUse(scope)))
        equal(use.user_id, found.get(use.id)?.memory.created_by);
      for (const { alias, project_id } of await backend.projectAliases(scope)) {
        equal(targetOf(facts, map, alias).tenant, tenant_id);
        equal(targetOf(facts, map, project_id).tenant, tenant_id);
      }
    }
    equal(found.size, facts.memories.length);
    for (const [at, { projects, user, deleted }] of facts.memories.entries()) {
      const { tenant, memory, versions } = found.get(idOf(at)) ?? raise(`lost ${idOf(at)}`);
      const place = placeOf(facts, map, at);
      equal({ tenant, ...seen(memory) }, { ...place, tenant_id: place.tenant });
      equal(memory.created_by, user);
      equal(memory.deleted_at !== null, deleted);
      equal(memory.version, projects.length);
      equal(versions.length, projects.length - 1);
      for (const version of versions) {
        const hasProject = version.memory.context.project_id !== undefined;
        const visibility = map.visibility === 'project' && !hasProject ? 'private' : map.visibility;
        equal(seen(version.memory), { tenant_id: place.tenant, team: place.team, visibility });
      }
    }
    equal(edges.size, keptEdges(facts, map));
    for (const { tenant, edge } of edges.values())
      for (const end of [edge.from_memory_id, edge.to_memory_id, edge.invalidated_by])
        if (end !== null) equal(found.get(end)?.tenant, tenant);
  });
}

/** Relationships whose memories are of one tenant. */
function keptEdges(facts: StoreFacts, map: MapFacts): number {
  const count = facts.memories.length;
  if (count === 0) return 0;
  return facts.relationships
    .map(({ from, to }) => [from % count, to % count] as const)
    .filter(
      ([from, to]) => from !== to && placeOf(facts, map, from).tenant === placeOf(facts, map, to).tenant,
    ).length;
}

function seen({ context }: Memory) {
  return { tenant_id: context.tenant_id, visibility: context.visibility, team: context.team_id };
}

function raise(text: string): never {
  throw new Error(text);
}
