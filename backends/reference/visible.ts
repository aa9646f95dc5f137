import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship } from '../../src/domain/relationship.js';
import type { Store, StoredMemory } from './store.js';

/** The memory, where the scope shows it; without tenancy that is every one that is no tombstone. */
export function visibleMemory(store: Store, _scope: AccessScope, id: string): StoredMemory | undefined {
  const stored = store.memories.get(id);
  return stored !== undefined && stored.memory.deleted_at === null ? stored : undefined;
}

export function visibleMemories(store: Store, scope: AccessScope): StoredMemory[] {
  return [...store.memories.values()].filter(
    ({ memory }) => visibleMemory(store, scope, memory.id) !== undefined,
  );
}

/** True where both of its memories are visible. */
export function isVisible(store: Store, scope: AccessScope, relationship: Relationship): boolean {
  return (
    visibleMemory(store, scope, relationship.from_memory_id) !== undefined &&
    visibleMemory(store, scope, relationship.to_memory_id) !== undefined
  );
}

export function visibleRelationships(store: Store, scope: AccessScope): Relationship[] {
  return [...store.relationships.values()].filter((relationship) => isVisible(store, scope, relationship));
}
