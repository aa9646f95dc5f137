import type { Backend } from '../../src/contracts/backend.js';
import type { Capabilities } from '../../src/contracts/capabilities.js';
import { commitChangeSet } from './commit.js';
import type { Connection } from './connection.js';
import { isFull, translate } from './errors.js';
import * as memories from './memory-reads.js';
import type { OpenedStore } from './open.js';
import { projectAliases, projectSummaries } from './projects.js';
import { answersHolding } from './purge.js';
import * as relationships from './relationship-reads.js';
import { keepReserve, onlyDeletes, spendReserve } from './reserve.js';
import { retryWhileBusy } from './retry.js';
import { SCRUBBING } from './scrub.js';
import * as searches from './search-reads.js';
import { storeCounts } from './store-counts.js';
import { storeSecret } from './store-facts.js';
import * as streams from './streams.js';
import { addUse } from './use-writes.js';
import { verifyStore } from './verify.js';
import { writing } from './writing.js';

const CAPABILITIES: Capabilities = {
  fullText: 'native',
  vector: 'none',
  traversal: 'emulated',
  transactions: 'native',
};

/** What is past its time is forgotten once in this many commits, and in the first one. */
const COMMITS_BETWEEN_TIDYING = 500;

/** The contract over an opened store: each call waits for locks as long as it may and translates failures. */
export function sqliteBackend(store: OpenedStore, busyTimeoutMs: number, read_only: boolean): Backend {
  const { connection, openReader } = store;
  let commits = 0;

  /** @param makeRoom frees space on a full disk for one more try, and says whether it could. */
  async function run<T>(work: (connection: Connection) => T, makeRoom = () => false): Promise<T> {
    try {
      return await retryWhileBusy(() => withRoom(connection, work, makeRoom), busyTimeoutMs);
    } catch (thrown) {
      throw translate(thrown, connection.path);
    }
  }

  return {
    name: 'sqlite',
    capabilities: CAPABILITIES,
    commit: (scope, changes) => {
      const tidy = commits++ % COMMITS_BETWEEN_TIDYING === 0;
      if (tidy && !read_only) keepReserve(connection.path);
      return run(
        (c) => commitChangeSet(c, scope, changes, tidy),
        () => onlyDeletes(changes) && spendReserve(connection.path),
      );
    },
    addUse: (scope, uses) => run((c) => writing(c, () => addUse(c, scope, uses))),
    findMemories: (scope, ids) => run((c) => memories.findMemories(c, scope, ids)),
    listMemories: (scope, query) => run((c) => memories.listMemories(c, scope, query)),
    countMemories: (scope, filter) => run((c) => memories.countMemories(c, scope, filter)),
    findUse: (scope, ids) => run((c) => memories.findUse(c, scope, ids)),
    memoryHistory: (scope, id) => run((c) => memories.memoryHistory(c, scope, id)),
    findDuplicate: (scope, content) => run((c) => memories.findDuplicate(c, scope, content)),
    findIdempotency: (scope, tool, key, at) => run((c) => memories.findIdempotency(c, scope, tool, key, at)),
    countAnswers: (scope, folded) => run((c) => answersHolding(c, scope, folded).length),
    completeId: (scope, prefix, limit) => run((c) => memories.completeId(c, scope, prefix, limit)),
    projectAliases: (scope) => run((c) => projectAliases(c, scope)),
    projectSummaries: (scope) => run((c) => projectSummaries(c, scope)),
    findRelationships: (scope, query) => run((c) => relationships.findRelationships(c, scope, query)),
    relationshipHistory: (scope, id) => run((c) => relationships.relationshipHistory(c, scope, id)),
    termStatistics: (scope, words) => run((c) => searches.termStatistics(c, scope, words)),
    vocabulary: (scope, range) => run((c) => searches.vocabulary(c, scope, range)),
    findCandidates: (scope, query) => run((c) => searches.findCandidates(c, scope, query)),
    counts: (scope, at) => run((c) => storeCounts(c, scope, at)),
    streamMemories: (scope) => streams.streamMemories(openReader, scope),
    streamMemoryVersions: (scope) => streams.streamMemoryVersions(openReader, scope),
    streamRelationships: (scope) => streams.streamRelationships(openReader, scope),
    streamRelationshipVersions: (scope) => streams.streamRelationshipVersions(openReader, scope),
    streamUse: (scope) => streams.streamUse(openReader, scope),
    verify: (scope) => verifyStore(read_only ? null : connection, openReader, scope),
    scrub: async () => {
      for (const step of SCRUBBING) await run(step);
    },
    secret: () => run(storeSecret),
    close: async () => connection.close(),
  };
}

/** On a full disk the write-ahead log may hold the room that the work needs: one more try without it. */
function withRoom<T>(
  connection: Connection,
  work: (connection: Connection) => T,
  makeRoom: () => boolean,
): T {
  try {
    return work(connection);
  } catch (thrown) {
    if (!isFull(thrown) || !(connection.shrinkLog() || makeRoom())) throw thrown;
    return work(connection);
  }
}
