import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Memory, MemoryUse, MemoryVersion } from '../domain/memory.js';
import type { ProjectAlias } from '../domain/project.js';
import type { Relationship, RelationshipVersion } from '../domain/relationship.js';
import type { ProjectGrant } from '../domain/tenant.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** Everything in a store as of one moment. */
export interface StoreStreams {
  readonly memories: AsyncIterable<Memory>;
  readonly memoryVersions: AsyncIterable<MemoryVersion>;
  readonly relationships: AsyncIterable<Relationship>;
  readonly relationshipVersions: AsyncIterable<RelationshipVersion>;
  readonly use: AsyncIterable<MemoryUse>;
  readonly projectAliases: readonly ProjectAlias[];
  /** None in a store without tenants. */
  readonly projectGrants: readonly ProjectGrant[];
  /** Gives up what was not read. */
  close(): Promise<void>;
}

const ATTEMPTS = 50;
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

/**
 * Opens all streams so that they show the same moment: a stream shows the store as it was at its first record, so
 * all first records are taken at once, and it counts only if no change came in between. Others may go on writing.
 * Throws `busy` where the changes never pause.
 */
export async function openConsistentStreams(backend: Backend, scope: AccessScope): Promise<StoreStreams> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = await latestChange(backend, scope);
    const started = [
      await startStream(backend.streamMemories(scope)),
      await startStream(backend.streamMemoryVersions(scope)),
      await startStream(backend.streamRelationships(scope)),
      await startStream(backend.streamRelationshipVersions(scope)),
      await startStream(backend.streamUse(scope)),
    ] as const;
    const projectAliases = await backend.projectAliases(scope);
    const projectGrants = await backend.projectGrants(scope);
    const close = async (): Promise<void> => {
      for (const stream of started) await stream.close();
    };
    if ((await latestChange(backend, scope)) !== before) {
      await close();
      continue;
    }
    const [memories, memoryVersions, relationships, relationshipVersions, use] = started;
    const lists = { projectAliases, projectGrants };
    return { memories, memoryVersions, relationships, relationshipVersions, use, ...lists, close };
  }
  throw new MemoryGraphError('busy', 'The store is being changed without a pause; try again in a moment.');
}

/** What no commit leaves as it was: the latest memory and relationship, the number of live memories, names, grants. */
async function latestChange(backend: Backend, scope: AccessScope): Promise<string> {
  const filter = { valid_at: END_OF_TIME, include_closed: true };
  const [memory] = await backend.listMemories(scope, { filter, order: 'updated_at', limit: 1 });
  const [relationship] = await backend.findRelationships(scope, { limit: 1 });
  const latest = [memory, relationship].map((each) => [each?.id, each?.version, each?.updated_at]);
  const aliases = await backend.projectAliases(scope);
  const grants = await backend.projectGrants(scope);
  return JSON.stringify([latest, await backend.countMemories(scope, filter), aliases, grants]);
}

interface Started<T> extends AsyncIterable<T> {
  close(): Promise<void>;
}

/** A stream whose first record is read already. */
async function startStream<T>(stream: AsyncIterable<T>): Promise<Started<T>> {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all(): AsyncGenerator<T> {
    try {
      for (let step = first; step.done !== true; step = await iterator.next()) yield step.value;
    } finally {
      await iterator.return?.();
    }
  }
  const records = all();
  return {
    [Symbol.asyncIterator]: () => records,
    close: async () => {
      await iterator.return?.();
    },
  };
}
