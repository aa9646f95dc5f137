import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship } from '../../src/domain/relationship.js';
import type { Store, StoredMemory } from './store.js';

/** The memory, where the scope shows it; without tenancy that is every one, tombstones for the operator only. */
export function visibleMemory(store: Store, scope: AccessScope, id: string): StoredMemory | undefined {
  return scope.kind === 'operator' ? store.memories.get(id) : liveMemory(store, scope, id);
}

/** The memory, where the scope shows it and it is no tombstone, whoever asks. */
export function liveMemory(store: Store, _scope: AccessScope, id: string): StoredMemory | undefined {
  const stored = store.memories.get(id);
  return stored?.memory.deleted_at === null ? stored : undefined;
}

export function visibleMemories(store: Store, scope: AccessScope): StoredMemory[] {
  return [...store.memories.keys()].flatMap((id) => visibleMemory(store, scope, id) ?? []);
}

export function liveMemories(store: Store, scope: AccessScope): StoredMemory[] {
  return [...store.memories.keys()].flatMap((id) => liveMemory(store, scope, id) ?? []);
}

/** True where both of its memories are visible. */
export function isVisible(store: Store, scope: AccessScope, relationship: Relationship): boolean {
  return ends(relationship).every((id) => visibleMemory(store, scope, id) !== undefined);
}

export function visibleRelationships(store: Store, scope: AccessScope): Relationship[] {
  return [...store.relationships.values()].filter((each) => isVisible(store, scope, each));
}

/** Those between memories that are visible and no tombstones, whoever asks. */
export function liveRelationships(store: Store, scope: AccessScope): Relationship[] {
  return [...store.relationships.values()].filter((each) =>
    ends(each).every((id) => liveMemory(store, scope, id) !== undefined),
  );
}

function ends(relationship: Relationship): string[] {
  return [relationship.from_memory_id, relationship.to_memory_id];
}
