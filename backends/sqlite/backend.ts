import type { Backend } from '../../src/contracts/backend.js';
import type { Capabilities } from '../../src/contracts/capabilities.js';
import type { ProjectGrant } from '../../src/domain/tenant.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { commitChangeSet } from './commit.js';
import type { Connection } from './connection.js';
import { isFull } from './errors.js';
import { failureOf } from './failure.js';
import { KeptAnswers } from './kept-answers.js';
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
import { auditLog } from './tenancy/audit-log.js';
import { projectGrants } from './tenancy/grants.js';
import { memberCounts } from './tenancy/member-counts.js';
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

/** What every backend over SQLite says of itself. */
export const SQLITE_FACTS = { name: 'sqlite', capabilities: CAPABILITIES } as const;

/** How work is done on a connection: waits for locks as long as it may, and translates failures. */
export type Run = <T>(work: (connection: Connection) => T, makeRoom?: () => boolean) => Promise<T>;

/** @returns `makeRoom`, where given, frees space on a full disk for one more try, and says whether it could. */
export function runner(connection: Connection, busyTimeoutMs: number): Run {
  return async (work, makeRoom = () => false) => {
    try {
      return await retryWhileBusy(() => withRoom(connection, work, makeRoom), busyTimeoutMs);
    } catch (thrown) {
      throw failureOf(connection, thrown);
    }
  };
}

/** How a store, or the part of one tenant, is worked with. */
export interface PartOptions {
  readonly busyTimeoutMs: number;
  readonly read_only: boolean;
  /** Commits of audit events alone do not wait for the disk. */
  readonly relaxed?: boolean;
  /** Beside which file room is reserved for deleting on a full disk; default is the store's own. */
  readonly reserveBeside?: string;
}

/** The contract over an opened store, or over the part of one tenant. */
export function sqliteBackend(store: OpenedStore, options: PartOptions): Backend {
  const { connection, openReader } = store;
  const { busyTimeoutMs, read_only, relaxed = false, reserveBeside = connection.path } = options;
  const run = runner(connection, busyTimeoutMs);
  const grants = new KeptAnswers<ProjectGrant[]>(connection);
  let commits = 0;

  return {
    ...SQLITE_FACTS,
    commit: (scope, changes) => {
      const tidy = commits++ % COMMITS_BETWEEN_TIDYING === 0;
      if (tidy && !read_only) keepReserve(reserveBeside);
      return run(
        (c) => commitChangeSet(c, scope, changes, tidy),
        () => onlyDeletes(changes) && spendReserve(reserveBeside),
      );
    },
    addUse: (scope, uses) => run((c) => writing(c, () => addUse(c, scope, uses))),
    findMemories: (scope, ids) => run((c) => memories.findMemories(c, scope, ids)),
    findTitles: (scope, ids) => run((c) => memories.findTitles(c, scope, ids)),
    listMemories: (scope, query) => run((c) => memories.listMemories(c, scope, query)),
    countMemories: (scope, filter) => run((c) => memories.countMemories(c, scope, filter)),
    findUse: (scope, ids) => run((c) => memories.findUse(c, scope, ids)),
    memoryHistory: (scope, id) => run((c) => memories.memoryHistory(c, scope, id)),
    findDuplicate: (scope, content) => run((c) => memories.findDuplicate(c, scope, content)),
    findIdempotency: (scope, tool, key, at) => run((c) => memories.findIdempotency(c, scope, tool, key, at)),
    countAnswers: (scope, folded) => run((c) => answersHolding(c, scope, folded).length),
    completeId: (scope, prefix, limit) => run((c) => memories.completeId(c, scope, prefix, limit)),
    projectAliases: (scope) => run((c) => projectAliases(c, scope)),
    projectGrants: async (scope) => {
      if (!connection.isOfTenant) return [];
      const known = grants.known(scope.tenant_id);
      return known ?? run((c) => grants.get(scope.tenant_id, () => projectGrants(c, scope)));
    },
    projectSummaries: (scope) => run((c) => projectSummaries(c, scope)),
    memberCounts: (scope) => run((c) => memberCounts(c, scope)),
    findRelationships: (scope, query) => run((c) => relationships.findRelationships(c, scope, query)),
    relationshipHistory: (scope, id) => run((c) => relationships.relationshipHistory(c, scope, id)),
    termStatistics: (scope, words) => run((c) => searches.termStatistics(c, scope, words)),
    visibleWords: (scope, words) => run((c) => searches.visibleWords(c, scope, words)),
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
    audit: (scope) => {
      if (!connection.isOfTenant) throw noAudit();
      return auditLog(run, scope.tenant_id, relaxed);
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

function noAudit(): MemoryGraphError {
  return new MemoryGraphError('unsupported', 'Only a store with tenants keeps an audit log.');
}
