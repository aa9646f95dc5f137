import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Change } from '../../src/domain/change-set.js';
import type { Memory } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { frozen } from './frozen.js';
import { answerKey, type Store, versionKey } from './store.js';

/**
 * Applies one change.
 * @throws MemoryGraphError `conflict` where the change says new and the record is there, or the reverse: its
 * preconditions forgot to ask.
 */
export function apply(store: Store, scope: AccessScope, change: Change): void {
  switch (change.kind) {
    case 'put_memory': {
      const { memory, former, document, content_hash } = frozen(change);
      const stored = store.memories.get(memory.id);
      if ((stored === undefined) !== (former === null)) throw contradiction();
      const sequence = stored?.sequence ?? ++store.stored;
      if (former !== null) putMemoryVersion(store, former, memory.recorded_at);
      store.memories.set(memory.id, { memory, document, content_hash, sequence });
      return;
    }
    case 'put_relationship': {
      const { relationship, former } = frozen(change);
      if (store.relationships.has(relationship.id) !== (former !== null)) throw contradiction();
      if (former !== null) putRelationshipVersion(store, former, relationship.recorded_at);
      store.relationships.set(relationship.id, relationship);
      return;
    }
    case 'put_memory_version':
      putMemoryVersion(store, change.memory, change.superseded_at);
      return;
    case 'put_relationship_version':
      putRelationshipVersion(store, change.relationship, change.superseded_at);
      return;
    case 'put_use': {
      const { id, usage_count, last_accessed } = change;
      store.use.set(id, frozen({ id, usage_count, last_accessed }));
      return;
    }
    case 'purge_memory':
      purge(store, change.id);
      return;
    case 'put_idempotency': {
      const { record } = frozen(change);
      store.answers.set(answerKey(scope.user_id, record.tool, record.key), {
        user_id: scope.user_id,
        record,
      });
      return;
    }
  }
}

function contradiction(): MemoryGraphError {
  return new MemoryGraphError('conflict', 'The record is not in the state that the change was made for.');
}

function putMemoryVersion(store: Store, memory: Memory, superseded_at: string): void {
  store.memoryVersions.set(versionKey(memory.id, memory.version), frozen({ memory, superseded_at }));
}

function putRelationshipVersion(store: Store, relationship: Relationship, superseded_at: string): void {
  const key = versionKey(relationship.id, relationship.version);
  store.relationshipVersions.set(key, frozen({ relationship, superseded_at }));
}

function purge(store: Store, id: string): void {
  store.memories.delete(id);
  store.use.delete(id);
  for (const [key, { memory }] of store.memoryVersions)
    if (memory.id === id) store.memoryVersions.delete(key);
  const touching = [...store.relationships.values()].filter(
    (each) => each.from_memory_id === id || each.to_memory_id === id,
  );
  const gone = new Set(touching.map((each) => each.id));
  for (const edge of gone) store.relationships.delete(edge);
  for (const [key, { relationship }] of store.relationshipVersions)
    if (gone.has(relationship.id)) store.relationshipVersions.delete(key);
}
