import type { AccessScope } from '../domain/access-scope.js';
import type { ChangeSet, CommitOutcome, IdempotencyRecord } from '../domain/change-set.js';
import type { Memory, MemoryUse, MemoryVersion } from '../domain/memory.js';
import type { MemoryFilter } from '../domain/memory-filter.js';
import type { Position } from '../domain/page.js';
import type { ProjectAlias } from '../domain/project.js';
import type { Relationship, RelationshipVersion } from '../domain/relationship.js';
import type { TermStatistics, VocabularyWord } from '../domain/search-document.js';
import type { ProjectGrant } from '../domain/tenant.js';
import type { AuditLog } from './audit-log.js';
import type { Candidate, CandidateQuery } from './candidates.js';
import type { Capabilities } from './capabilities.js';
import type { StoreCounts, VerifyReport } from './reports.js';

/**
 * A place where memories live. Reads apply the access scope inside the query: what the scope does not show
 * is as if it were not there, tombstones included; the operator scope shows tombstones in every read but search.
 * A relationship is visible only when both of its memories are. Failures are `MemoryGraphError`s.
 * Lists come in the order a method states; equal times are ordered by id, descending.
 */
export interface Backend extends MemoryReads, ProjectReads, RelationshipReads, SearchReads, StoreKeeping {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Applies the whole change set or nothing, preconditions checked inside. */
  commit(scope: AccessScope, changes: ChangeSet): Promise<CommitOutcome>;
  /** Adds looks at memories; ids that are not there are passed over. Never makes a version. */
  addUse(
    scope: AccessScope,
    uses: readonly { readonly id: string; readonly times: number; readonly at: string }[],
  ): Promise<void>;
  close(): Promise<void>;
}

export interface MemoryReads {
  /** The memories of these ids that are there, in any order. */
  findMemories(scope: AccessScope, ids: readonly string[]): Promise<Memory[]>;
  /** The titles of the memories of these ids that are there, by id. */
  findTitles(scope: AccessScope, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Newest first by `order`; `after` is the place of the last one of the page before. */
  listMemories(
    scope: AccessScope,
    query: {
      readonly filter: MemoryFilter;
      readonly order: 'created_at' | 'updated_at';
      readonly after?: Position;
      readonly offset?: number;
      readonly limit: number;
    },
  ): Promise<Memory[]>;
  countMemories(scope: AccessScope, filter: MemoryFilter): Promise<number>;
  findUse(scope: AccessScope, ids: readonly string[]): Promise<MemoryUse[]>;
  /** Former versions of a memory that is visible, oldest first. Not the present one. */
  memoryHistory(scope: AccessScope, id: string): Promise<MemoryVersion[]>;
  /** The live (not deleted, not closed at `at`) memory with this content hash, creator, visibility and team. */
  findDuplicate(
    scope: AccessScope,
    content: {
      readonly content_hash: string;
      readonly created_by: string;
      readonly visibility: string | null;
      readonly team_id?: string | null;
      readonly at: string;
    },
  ): Promise<string | null>;
  findIdempotency(
    scope: AccessScope,
    tool: string,
    key: string,
    at: string,
  ): Promise<IdempotencyRecord | null>;
  /** How many kept answers, of every user, hold one of these folded texts: what `purge_answers` erases. */
  countAnswers(scope: AccessScope, folded: readonly string[]): Promise<number>;
  /** Ids that begin with `prefix`, newest first, for completion. */
  completeId(scope: AccessScope, prefix: string, limit: number): Promise<string[]>;
}

export interface RelationshipQuery {
  /** Touching one of these memories. */
  readonly memory_ids?: readonly string[];
  /** Seen from `memory_ids`: `out` = they are the source. Default both. */
  readonly direction?: 'out' | 'in' | 'both';
  readonly ids?: readonly string[];
  readonly types?: readonly string[];
  /** Valid at this moment only; absent = closed ones as well. */
  readonly valid_at?: string;
  readonly after?: Position;
  /** Newest `updated_at` first. */
  readonly limit: number;
}

export interface RelationshipReads {
  /** At least one of `memory_ids`, `ids` or `types` may be absent; the newest `updated_at` first. */
  findRelationships(scope: AccessScope, query: RelationshipQuery): Promise<Relationship[]>;
  relationshipHistory(scope: AccessScope, id: string): Promise<RelationshipVersion[]>;
}

/** One project with what is stored under exactly this name; null = memories of no project. */
export interface ProjectSummary {
  readonly project_id: string | null;
  readonly memories: number;
  /** The latest change of one of them. */
  readonly updated_at: string;
}

/** What a member of a tenant has in it; tombstones left out. */
export interface MemberCounts {
  /** Memories that the caller made. */
  readonly own: number;
  /** Memories that each of the caller's teams shares, by team; teams with none are left out. */
  readonly by_team: ReadonlyMap<string, number>;
}

export interface ProjectReads {
  /** Other names of projects, in alphabetical order. */
  projectAliases(scope: AccessScope): Promise<ProjectAlias[]>;
  /** What teams of the tenant were granted, by team and project; none in a store without tenancy. */
  projectGrants(scope: AccessScope): Promise<ProjectGrant[]>;
  /** In a store with tenants. */
  memberCounts(scope: AccessScope): Promise<MemberCounts>;
  /** Projects that visible memories belong to, closed ones included; the one changed last first. */
  projectSummaries(scope: AccessScope): Promise<ProjectSummary[]>;
}

export interface SearchReads {
  /** Counts over the live memories of the whole tenant, so that ranks depend on no other tenant. */
  termStatistics(scope: AccessScope, words: readonly string[]): Promise<TermStatistics>;
  /** Which of these words stand in a memory that the scope shows: what a caller may be told of. */
  visibleWords(scope: AccessScope, words: readonly string[]): Promise<ReadonlySet<string>>;
  /** Words of the tenant's vocabulary with a length in the range (code points), in alphabetical order. */
  vocabulary(
    scope: AccessScope,
    range: { readonly min_length: number; readonly max_length: number },
  ): Promise<VocabularyWord[]>;
  /** The best first. `total` counts the matching memories that were looked at, so at most `scan_limit`. */
  findCandidates(
    scope: AccessScope,
    query: CandidateQuery,
  ): Promise<{ candidates: Candidate[]; total: number }>;
}

export interface StoreKeeping {
  counts(scope: AccessScope, at: string): Promise<StoreCounts>;
  /**
   * Every memory, oldest first by (created_at, id); tombstones only in the operator scope. Safe beside writers.
   * The other streams: relationships as memories, versions by (id, version), use by id.
   */
  streamMemories(scope: AccessScope): AsyncIterable<Memory>;
  streamMemoryVersions(scope: AccessScope): AsyncIterable<MemoryVersion>;
  streamRelationships(scope: AccessScope): AsyncIterable<Relationship>;
  streamRelationshipVersions(scope: AccessScope): AsyncIterable<RelationshipVersion>;
  streamUse(scope: AccessScope): AsyncIterable<MemoryUse>;
  /** Checks the store and its index against each other; changes nothing. */
  verify(scope: AccessScope): Promise<VerifyReport>;
  /**
   * Writes the store's files anew, so that none of them holds what was erased (`purge_*`) or replaced before, not
   * even in free space, in a log or in an index. Needs free space of about the store's size; may be repeated.
   * Throws `busy` where another process keeps an older state open for longer than the store waits, `storage_full`.
   */
  scrub(scope: AccessScope): Promise<void>;
  /** The audit chain of the scope's tenant. Throws `unsupported` in a store without tenancy. */
  audit(scope: AccessScope): AuditLog;
  /** A secret of this store, the same for every process on it, for signing cursors. */
  secret(scope: AccessScope): Promise<Uint8Array>;
}
