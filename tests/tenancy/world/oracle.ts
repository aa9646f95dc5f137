import type { Memory, MemoryVersion } from '../../../src/domain/memory.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import type { Relationship, RelationshipVersion } from '../../../src/domain/relationship.js';
import { recordTokens } from './canaries.js';
import type { Member } from './people.js';
import type { TenantState } from './tenant-state.js';

// The rules of tenancy once more, from the words of the product alone: nothing of the program is asked what somebody
// may see. Written as one sentence after the other, not to be fast.

type Action = 'read' | 'write' | 'delete' | 'share' | 'admin';

/** What each role may do with memories; relationships go with them. */
const OF_ROLE: Readonly<Record<string, readonly Action[]>> = {
  viewer: ['read'],
  user: ['read', 'write', 'delete', 'share'],
  admin: ['read', 'write', 'delete', 'share', 'admin'],
};
const OF_SCOPE: Readonly<Record<string, readonly Action[]>> = { 'memory:read': ['read'] };

/** One member's view of the state of their tenant. */
export interface Sight {
  /** May do it at all: a role gives it, and a scope of the token lets it pass. */
  readonly may: (action: Action) => boolean;
  readonly sees: (memory: Memory) => boolean;
  /** What is there for them, tombstones left out, closed ones included. */
  readonly memories: readonly Memory[];
  readonly relationships: readonly Relationship[];
  readonly versions: readonly MemoryVersion[];
  readonly relationshipVersions: readonly RelationshipVersion[];
  readonly mayEdit: (memory: Memory) => boolean;
  readonly isOwnOrAdmin: (record: { readonly created_by: string }) => boolean;
  readonly mayChange: (relationship: Relationship) => boolean;
  /** Canaries and ids that may be told today, and those of former versions. */
  readonly tokens: ReadonlySet<string>;
  readonly formerTokens: ReadonlySet<string>;
}

export function sightOf(member: Member, state: TenantState): Sight {
  const { membership, user_id } = member.principal;
  const { team_ids, projects, roles, scopes } = membership;
  if (state.tenant_id !== membership.tenant_id) throw new Error('the state of another tenant');

  const may = (action: Action): boolean =>
    roles.some((role) => OF_ROLE[role]?.includes(action)) &&
    (scopes === null || scopes.some((scope) => OF_SCOPE[scope]?.includes(action)));
  const granted = (project: string | undefined): boolean => {
    if (project === undefined) return false;
    if (projects === 'all' || projects.includes(project)) return true;
    return state.grants.some((grant) => grant.project_id === project && team_ids.includes(grant.team_id));
  };
  const readable = (created_by: string, { visibility, team_id, project_id }: MemoryContext): boolean => {
    if (created_by === user_id) return true;
    if (visibility === 'public') return true;
    if (visibility === 'team')
      return team_id === '*' ? team_ids.length > 0 : team_ids.some((team) => team === team_id);
    return visibility === 'project' && granted(project_id);
  };
  const sees = (memory: Memory): boolean =>
    memory.deleted_at === null && readable(memory.created_by, memory.context);

  const memories = [...state.memories.values()].filter(sees);
  const seen = new Map(memories.map((memory) => [memory.id, memory]));
  const shown = <Edge extends Relationship>(edge: Edge): Edge =>
    edge.invalidated_by !== null && !seen.has(edge.invalidated_by) ? { ...edge, invalidated_by: null } : edge;
  const relationships = [...state.relationships.values()]
    .filter((edge) => seen.has(edge.from_memory_id) && seen.has(edge.to_memory_id))
    .map(shown);
  const edges = new Set(relationships.map(({ id }) => id));
  const versions = state.versions.filter(({ memory }) => {
    const today = seen.get(memory.id);
    return today !== undefined && readable(today.created_by, memory.context);
  });
  const relationshipVersions = state.relationshipVersions
    .filter(({ relationship }) => edges.has(relationship.id))
    .map((version) => ({ ...version, relationship: shown(version.relationship) }));

  const isOwnOrAdmin = (record: { readonly created_by: string }): boolean =>
    may('admin') || record.created_by === user_id;
  const mayEdit = (memory: Memory): boolean => {
    const { visibility, team_id } = memory.context;
    const ofOwnTeam = team_id === '*' ? team_ids.length > 0 : team_ids.includes(team_id ?? '');
    return isOwnOrAdmin(memory) || (may('write') && visibility === 'team' && ofOwnTeam);
  };
  const mayChange = (edge: Relationship): boolean =>
    isOwnOrAdmin(edge) ||
    [edge.from_memory_id, edge.to_memory_id].every((id) => {
      const end = seen.get(id);
      return end !== undefined && mayEdit(end);
    });

  const own = JSON.stringify([
    member.principal,
    state.grants.filter((grant) => team_ids.includes(grant.team_id)),
  ]);
  const tokens = recordTokens(JSON.stringify([memories, relationships]) + own);
  const formerTokens = recordTokens(JSON.stringify([versions, relationshipVersions]));
  return {
    may,
    sees,
    memories,
    relationships,
    versions,
    relationshipVersions,
    mayEdit,
    isOwnOrAdmin,
    mayChange,
    tokens,
    formerTokens,
  };
}

/** True where a record holds at a time: it has begun and not ended by then. */
export function holdsAt(
  record: { readonly valid_from: string; readonly valid_until: string | null },
  at: string,
): boolean {
  return record.valid_from <= at && (record.valid_until === null || at < record.valid_until);
}

/** How many steps each memory lies from one, over relationships that are seen and hold at a time. */
export function stepsFrom(sight: Sight, start: string, at: string): ReadonlyMap<string, number> {
  const steps = new Map([[start, 0]]);
  for (const [id, step] of steps)
    for (const edge of sight.relationships) {
      if (!holdsAt(edge, at)) continue;
      for (const [here, there] of [
        [edge.from_memory_id, edge.to_memory_id],
        [edge.to_memory_id, edge.from_memory_id],
      ] as const)
        if (here === id && !steps.has(there)) steps.set(there, step + 1);
    }
  return steps;
}
