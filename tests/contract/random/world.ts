import type { ChangeSet } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { Relationship } from '../../../src/domain/relationship.js';

/** What a sequence has committed so far, from which the next change sets are made. */
export interface World {
  readonly memories: Map<string, Memory>;
  readonly relationships: Map<string, Relationship>;
  last: ChangeSet | null;
}

export function emptyWorld(): World {
  return { memories: new Map(), relationships: new Map(), last: null };
}

/** Takes a committed change set in. */
export function learn(world: World, changes: ChangeSet): void {
  for (const change of changes.changes) {
    if (change.kind === 'put_memory') world.memories.set(change.memory.id, change.memory);
    if (change.kind === 'put_relationship')
      world.relationships.set(change.relationship.id, change.relationship);
  }
  for (const change of changes.changes) {
    if (change.kind === 'purge_memory') forget(world, change.id);
    if (change.kind === 'purge_relationship') world.relationships.delete(change.id);
  }
  world.last = changes;
}

function forget(world: World, id: string): void {
  world.memories.delete(id);
  for (const edge of world.relationships.values()) {
    if (edge.from_memory_id === id || edge.to_memory_id === id) world.relationships.delete(edge.id);
    else if (edge.invalidated_by === id) world.relationships.set(edge.id, { ...edge, invalidated_by: null });
  }
}
