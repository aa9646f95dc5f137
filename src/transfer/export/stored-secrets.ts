import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import { guardSecrets } from '../../repository/secrets/guard.js';

/** A likely secret in what is stored. */
export interface StoredSecret {
  readonly memory_id: string;
  /** Of the memory, without the secret. */
  readonly title: string;
  /** What it looks like: `GitHub token`. */
  readonly kind: string;
  /** Where it stands: `content`, `context.additional_metadata`, `relationship context`. */
  readonly field: string;
}

/** Likely secrets in the live memories and relationships that the scope shows, in the order of storing. */
export async function* findStoredSecrets(
  store: Pick<Backend, 'streamMemories' | 'streamRelationships'>,
  scope: AccessScope,
): AsyncGenerator<StoredSecret> {
  for await (const memory of store.streamMemories(scope)) {
    const { fields, masked } = guardSecrets(textsOf(memory), 'mask');
    for (const { title, field } of masked)
      yield { memory_id: memory.id, title: fields.title, kind: title, field };
  }
  for await (const { from_memory_id, context } of store.streamRelationships(scope)) {
    for (const { title } of guardSecrets({ context }, 'mask').masked)
      yield { memory_id: from_memory_id, title: '', kind: title, field: 'relationship context' };
  }
}

/** The store with a mark in the place of each likely secret in what it streams. */
export function withoutSecrets<Store extends Pick<Backend, 'streamMemories' | 'streamRelationships'>>(
  store: Store,
): Store {
  return {
    ...store,
    streamMemories: (scope: AccessScope) =>
      mapped(store.streamMemories(scope), (memory) => ({
        ...memory,
        ...guardSecrets(textsOf(memory), 'mask').fields,
      })),
    streamRelationships: (scope: AccessScope) =>
      mapped(store.streamRelationships(scope), (relationship: Relationship) => ({
        ...relationship,
        context: guardSecrets({ context: relationship.context }, 'mask').fields.context,
      })),
  };
}

function textsOf({ title, content, summary, tags, context }: Memory) {
  return { title, content, summary, tags, context };
}

async function* mapped<Item>(items: AsyncIterable<Item>, of: (item: Item) => Item): AsyncGenerator<Item> {
  for await (const item of items) yield of(item);
}
