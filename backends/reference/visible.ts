import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryVersion } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { isVisibleTo } from '../../src/domain/visible-to.js';
import type { Store, StoredMemory } from './store.js';

/** The memory, where the scope shows it; tombstones for the operator only. */
export function visibleMemory(store: Store, scope: AccessScope, id: string): StoredMemory | undefined {
  return scope.kind === 'operator' ? store.memories.get(id) : liveMemory(store, scope, id);
}

/** The memory, where the scope shows it and it is no tombstone, whoever asks. */
export function liveMemory(store: Store, scope: AccessScope, id: string): StoredMemory | undefined {
  const stored = store.memories.get(id);
  const isLive = stored?.memory.deleted_at === null;
  return isLive && isVisibleTo(stored.memory, scope) ? stored : undefined;
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
  return [...store.relationships.values()]
    .filter((each) => isVisible(store, scope, each))
    .map((each) => asShown(store, scope, each));
}

/** The relationship as the scope shows it: who ended it only where that memory is visible. */
export function asShown(store: Store, scope: AccessScope, relationship: Relationship): Relationship {
  const { invalidated_by } = relationship;
  const hidden =
    scope.access !== null &&
    invalidated_by !== null &&
    liveMemory(store, scope, invalidated_by) === undefined;
  return hidden ? { ...relationship, invalidated_by: null } : relationship;
}

/** Former versions of visible memories that the scope would have shown then. */
export function visibleVersions(store: Store, scope: AccessScope): MemoryVersion[] {
  return [...store.memoryVersions.values()].filter(
    ({ memory }) => visibleMemory(store, scope, memory.id) !== undefined && isVisibleTo(memory, scope),
  );
}

/** Every memory of the tenant that is no tombstone, whoever asks: what its word counts are taken over. */
export function tenantMemories(store: Store): StoredMemory[] {
  return [...store.memories.values()].filter(({ memory }) => memory.deleted_at === null);
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
