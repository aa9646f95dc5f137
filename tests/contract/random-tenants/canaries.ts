import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import type { ProjectGrant } from '../../../src/domain/tenant.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { collect } from '../bench.js';
import { type Person, sees, type Thing } from '../truth-table/oracle.js';
import type { Actor } from './people.js';

/** A word that stands nowhere else: of which tenant it is, and a number. The analysis of words leaves it as it is. */
export function canary(tenant: string, number: number): string {
  return `zq${tenant.charAt(0)}${number}`;
}

const CANARY = /zq([a-z])\d+/g;

/** Every canary in a value, wherever it stands. */
export function canariesIn(value: unknown): Set<string> {
  return new Set(JSON.stringify(value, replacer).match(CANARY) ?? []);
}

function replacer(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return value instanceof Set ? [...value] : value;
}

/** Everything that a tenant holds, as the owner of the store reads it. */
export interface Truth {
  readonly memories: ReadonlyMap<string, Memory>;
  readonly versions: readonly Memory[];
  readonly relationships: readonly Relationship[];
  readonly formerRelationships: readonly Relationship[];
}

export async function truthOf(backend: MultiTenantBackend, tenant: string): Promise<Truth> {
  const owner = operatorScope('owner', tenant);
  const memories = await collect(backend.streamMemories(owner));
  return {
    memories: new Map(memories.map((each) => [each.id, each])),
    versions: (await collect(backend.streamMemoryVersions(owner))).map(({ memory }) => memory),
    relationships: await collect(backend.streamRelationships(owner)),
    formerRelationships: (await collect(backend.streamRelationshipVersions(owner))).map(
      ({ relationship }) => relationship,
    ),
  };
}

/** What one person may come to know of a tenant, worked out from the rules alone. */
export interface Allowed {
  readonly canaries: ReadonlySet<string>;
  readonly memoryIds: ReadonlySet<string>;
}

/** @param grants what the teams of the person's tenant are granted. */
export function allowedTo(actor: Actor, truth: Truth, grants: readonly ProjectGrant[]): Allowed {
  const shows = (memory: Memory) => actor.isOwner || seesMemory(actor, memory, grants);
  const seen = [...truth.memories.values()].filter(shows);
  const memoryIds = new Set(seen.map(({ id }) => id));
  const versions = truth.versions.filter(
    (each) => memoryIds.has(each.id) && shows({ ...each, deleted_at: null }),
  );
  const between = (edge: Relationship) =>
    memoryIds.has(edge.from_memory_id) && memoryIds.has(edge.to_memory_id);
  const edges = truth.relationships.filter(between);
  const edgeIds = new Set(edges.map(({ id }) => id));
  const formerEdges = truth.formerRelationships.filter(({ id }) => edgeIds.has(id));
  return { canaries: canariesIn([seen, versions, edges, formerEdges]), memoryIds };
}

function seesMemory(person: Person, memory: Memory, grants: readonly ProjectGrant[]): boolean {
  const { visibility, team_id, project_id } = memory.context;
  const thing: Thing = {
    tenant: person.tenant,
    creator: memory.created_by,
    visibility,
    team: team_id,
    project: project_id,
    deleted: memory.deleted_at !== null,
  };
  const byTeam: Record<string, string[]> = {};
  for (const grant of grants) byTeam[grant.team_id] = [...(byTeam[grant.team_id] ?? []), grant.project_id];
  return sees(person, thing, { [person.tenant]: byTeam });
}

/**
 * Looks through an answer for what its reader may not know: words of other tenants, words of memories and
 * relationships that are not visible, and ids of memories that are not.
 * @param written words of the reader's own kept answers.
 * @throws where there is something.
 */
export function mustHoldOnly(
  answer: { readonly own: unknown; readonly ofTenant: unknown },
  actor: Actor,
  allowed: Allowed,
  written: ReadonlySet<string>,
): number {
  const ownCanaries = canariesIn(answer.own);
  const leaked = [...ownCanaries].filter((word) => !allowed.canaries.has(word) && !written.has(word));
  const foreign = [...canariesIn(answer.ofTenant)].filter(
    (word) => word.charAt(2) !== actor.tenant.charAt(0),
  );
  // To its owner the store may name what is not there any more.
  const ends = actor.isOwner ? [] : namedIn(answer.own).filter((id) => !allowed.memoryIds.has(id));
  if (leaked.length + foreign.length + ends.length > 0)
    throw new Error(`${actor.tenant} ${actor.name} was told ${JSON.stringify({ leaked, foreign, ends })}`);
  return ownCanaries.size;
}

/** Ids of memories that relationships in a value name. */
function namedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'from_memory_id' in value ? idsOf(value as Relationship) : [];
  return [...own, ...Object.values(value).flatMap(namedIn)];
}

function idsOf({ from_memory_id, to_memory_id, invalidated_by }: Relationship): string[] {
  return [from_memory_id, to_memory_id, ...(invalidated_by === null ? [] : [invalidated_by])];
}
