import type { AccessScope } from '../../src/domain/access-scope.js';
import type { CommitOutcome, Precondition } from '../../src/domain/change-set.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { type CanonicalEdge, canonicalEdge } from '../../src/domain/relationship-types.js';
import { isClosedAt } from '../../src/domain/validity.js';
import { duplicateOf, unexpiredAnswer } from './memory-reads.js';
import type { Store } from './store.js';
import { isVisible, liveMemory, liveRelationships } from './visible.js';

type Failure = Omit<Extract<CommitOutcome, { committed: false }>, 'committed' | 'failed'>;

const NO_MORE_TO_SAY: Failure = {};

/** What is wrong with a precondition at the moment of the commit, or null where it holds. */
export function failureOf(
  store: Store,
  scope: AccessScope,
  condition: Precondition,
  at: string,
): Failure | null {
  switch (condition.kind) {
    case 'memory_absent':
      return store.memories.has(condition.id) ? NO_MORE_TO_SAY : null;
    case 'memory_is':
      return versionFailure(liveMemory(store, scope, condition.id)?.memory.version, condition.version);
    case 'tombstone_is': {
      const memory = store.memories.get(condition.id)?.memory;
      const is = memory !== undefined && memory.deleted_at !== null && memory.version === condition.version;
      return is ? null : NO_MORE_TO_SAY;
    }
    case 'relationship_is': {
      const relationship = store.relationships.get(condition.id);
      const visible = relationship !== undefined && isVisible(store, scope, relationship);
      return versionFailure(visible ? relationship.version : undefined, condition.version);
    }
    case 'relationship_absent':
      return store.relationships.has(condition.id) ? NO_MORE_TO_SAY : null;
    case 'no_duplicate':
      return existingFailure(duplicateOf(store, scope, { ...condition, at }));
    case 'no_equal_relationship': {
      const sought = canonicalEdge(condition.type, condition.from, condition.to);
      const equal = openRelationships(store, scope, at).filter((each) => isEqual(edgeOf(each), sought));
      return existingFailure(equal[0]?.id ?? null);
    }
    case 'acyclic': {
      const edge = canonicalEdge(condition.type, condition.from, condition.to);
      return leadsTo(openRelationships(store, scope, at).map(edgeOf), edge) ? NO_MORE_TO_SAY : null;
    }
    case 'idempotency_free':
      return unexpiredAnswer(store, scope, condition.tool, condition.key, at) === null
        ? null
        : NO_MORE_TO_SAY;
    case 'empty':
      return store.memories.size === 0 ? null : NO_MORE_TO_SAY;
  }
}

function versionFailure(current: number | undefined, wanted: number | undefined): Failure | null {
  if (current === undefined) return NO_MORE_TO_SAY;
  return wanted === undefined || wanted === current ? null : { current_version: current };
}

function existingFailure(existing_id: string | null): Failure | null {
  return existing_id === null ? null : { existing_id };
}

function openRelationships(store: Store, scope: AccessScope, at: string): Relationship[] {
  return liveRelationships(store, scope).filter((each) => !isClosedAt(each, at));
}

function edgeOf(relationship: Relationship): CanonicalEdge {
  return canonicalEdge(relationship.type, relationship.from_memory_id, relationship.to_memory_id);
}

function isEqual(a: CanonicalEdge, b: CanonicalEdge): boolean {
  return a.type === b.type && a.from === b.from && a.to === b.to;
}

// True where edges of the new edge's type lead from its end back to its beginning.
function leadsTo(edges: readonly CanonicalEdge[], added: CanonicalEdge): boolean {
  const reached = new Set([added.to]);
  for (const id of reached)
    for (const edge of edges) if (edge.type === added.type && edge.from === id) reached.add(edge.to);
  return reached.has(added.from);
}
