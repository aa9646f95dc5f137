import type { Store } from './store.js';

/** Contradictions inside the store; none can come from commits alone. */
export function faultsOf(store: Store): string[] {
  const tombstones = [...store.memories.values()].filter(
    ({ memory, document }) => memory.deleted_at !== null && document !== null,
  );
  const loose = [...store.relationships.values()].filter(
    (each) => !store.memories.has(each.from_memory_id) || !store.memories.has(each.to_memory_id),
  );
  return [
    ...tombstones.map(({ memory }) => `The deleted memory ${memory.id} is in the index.`),
    ...loose.map(({ id }) => `The relationship ${id} lacks one of its memories.`),
  ];
}
