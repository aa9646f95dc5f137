import type { RelationshipQuery, RelationshipReads } from '../../src/contracts/backend.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { isValidAt } from '../../src/domain/validity.js';
import { comesAfter, newestFirst } from './order.js';
import type { Store } from './store.js';
import { asShown, isVisible, visibleRelationships } from './visible.js';

export function relationshipReads(store: Store): RelationshipReads {
  return {
    findRelationships: async (scope, query) =>
      visibleRelationships(store, scope)
        .filter((relationship) => isAskedFor(relationship, query))
        .map((relationship) => ({ at: relationship.updated_at, id: relationship.id, relationship }))
        .filter((place) => comesAfter(place, query.after))
        .sort(newestFirst)
        .slice(0, query.limit)
        .map(({ relationship }) => relationship),

    relationshipHistory: async (scope, id) => {
      const relationship = store.relationships.get(id);
      if (relationship === undefined || !isVisible(store, scope, relationship)) return [];
      return [...store.relationshipVersions.values()]
        .filter((version) => version.relationship.id === id)
        .sort((a, b) => a.relationship.version - b.relationship.version)
        .map((version) => ({ ...version, relationship: asShown(store, scope, version.relationship) }));
    },
  };
}

function isAskedFor(relationship: Relationship, query: RelationshipQuery): boolean {
  return (
    (query.memory_ids === undefined || touches(relationship, query.memory_ids, query.direction ?? 'both')) &&
    (query.ids === undefined || query.ids.includes(relationship.id)) &&
    (query.types === undefined || query.types.includes(relationship.type)) &&
    (query.valid_at === undefined || isValidAt(relationship, query.valid_at))
  );
}

function touches(
  relationship: Relationship,
  memory_ids: readonly string[],
  direction: 'out' | 'in' | 'both',
): boolean {
  const out = direction !== 'in' && memory_ids.includes(relationship.from_memory_id);
  return out || (direction !== 'out' && memory_ids.includes(relationship.to_memory_id));
}
