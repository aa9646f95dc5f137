import type { Backend } from '../../src/contracts/backend.js';
import type { Change, CommitOutcome, Precondition } from '../../src/domain/change-set.js';
import type { Memory } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { ANN, changeSet, putMemory, putRelationship, T0 } from './records.js';

/** Opens an empty store. */
export type OpenBackend = () => Promise<Backend>;

/** Runs one test on a store of its own and closes it. */
export function withBackend(open: OpenBackend, test: (backend: Backend) => Promise<void>) {
  return async () => {
    const backend = await open();
    try {
      await test(backend);
    } finally {
      await backend.close();
    }
  };
}

/** Commits, and fails where it was refused. */
export async function commit(
  backend: Backend,
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
  at = T0,
): Promise<void> {
  const outcome = await attempt(backend, changes, preconditions, at);
  if (!outcome.committed) throw new Error(`Not committed: ${JSON.stringify(outcome)}`);
}

/** Commits, or tells why not. */
export function attempt(
  backend: Backend,
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
  at = T0,
): Promise<CommitOutcome> {
  return backend.commit(ANN, changeSet(changes, preconditions, at));
}

/** Stores new memories and relationships. */
export function seed(
  backend: Backend,
  memories: readonly Memory[],
  relationships: readonly Relationship[] = [],
): Promise<void> {
  return commit(backend, [
    ...memories.map((each) => putMemory(each)),
    ...relationships.map((each) => putRelationship(each)),
  ]);
}

export function ids(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
