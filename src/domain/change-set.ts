import type { AuditEvent } from './audit.js';
import type { Memory } from './memory.js';
import type { Relationship } from './relationship.js';
import type { RelationshipType } from './relationship-types.js';
import type { SearchDocument } from './search-document.js';

/**
 * Everything one operation writes, as one value. A backend commits it whole or not at all, checking the
 * preconditions inside the commit; so no transaction spans an `await`.
 */
export interface ChangeSet {
  /** UUID made by the caller. A backend that has applied it in the last days answers `committed` and does nothing. */
  readonly id: string;
  /** When the writing happens; what `valid now` means for its preconditions. */
  readonly at: string;
  /** Checked in this order, those on the outcome (`isJudgedAfter`) last; the first that fails is reported. */
  readonly preconditions: readonly Precondition[];
  /** Applied in this order. */
  readonly changes: readonly Change[];
}

export type Change =
  /**
   * The next state of a memory. `former` is the state it replaces and goes into the history; null for a new one.
   * `document` is what full-text search indexes from now on; null takes the memory out of the index (tombstone).
   */
  | {
      readonly kind: 'put_memory';
      readonly memory: Memory;
      readonly former: Memory | null;
      readonly document: SearchDocument | null;
      /** Equal for equal texts; see `no_duplicate`. */
      readonly content_hash: string;
    }
  | {
      readonly kind: 'put_relationship';
      readonly relationship: Relationship;
      readonly former: Relationship | null;
    }
  /**
   * Rows of history that are restored from a backup, or whose text is erased: one that is there is replaced.
   * Never made by an ordinary write.
   */
  | { readonly kind: 'put_memory_version'; readonly memory: Memory; readonly superseded_at: string }
  | {
      readonly kind: 'put_relationship_version';
      readonly relationship: Relationship;
      readonly superseded_at: string;
    }
  | {
      readonly kind: 'put_use';
      readonly id: string;
      readonly usage_count: number;
      readonly last_accessed: string | null;
      /** Whose looks; absent in a store without tenancy. */
      readonly user_id?: string;
    }
  | { readonly kind: 'put_idempotency'; readonly record: IdempotencyRecord }
  /** Makes a name another name of a project; null: a name of its own again. */
  | { readonly kind: 'put_project_alias'; readonly alias: string; readonly project_id: string | null }
  /** Grants a project to a team of the tenant, or takes it away. Doing it twice changes nothing. */
  | {
      readonly kind: 'put_project_grant';
      readonly team_id: string;
      readonly project_id: string;
      readonly granted: boolean;
    }
  /** Notes the call that writes, in the chain of its tenant. */
  | { readonly kind: 'put_audit_event'; readonly event: AuditEvent }
  /**
   * Erases a memory and all that is kept of it: text, index entries, history, use, and the relationships that
   * touch it with theirs. An id that is not there is passed over. What names it elsewhere goes once all changes
   * are applied: kept answers, of every user, and `invalidated_by`, null from then on in history as well.
   */
  | { readonly kind: 'purge_memory'; readonly id: string }
  /** Erases a relationship with its history. An id that is not there is passed over. */
  | { readonly kind: 'purge_relationship'; readonly id: string }
  /** Erases kept answers, of every user, that hold one of these folded texts (`answerHolds`). */
  | { readonly kind: 'purge_answers'; readonly folded: readonly string[] };

/** The answer to a call, kept for calls repeated with the same key. */
export interface IdempotencyRecord {
  readonly tool: string;
  readonly key: string;
  readonly body_hash: string;
  /** JSON of the answer. */
  readonly answer: string;
  readonly expires_at: string;
}

export type Precondition =
  /** No memory, not even a tombstone, has this id in the tenant. */
  | { readonly kind: 'memory_absent'; readonly id: string }
  /** The memory is visible, no tombstone, and, where given, has this version. */
  | { readonly kind: 'memory_is'; readonly id: string; readonly version?: number }
  /** The memory is a tombstone of this version. */
  | { readonly kind: 'tombstone_is'; readonly id: string; readonly version: number }
  /** The relationship is visible and has this version. */
  | { readonly kind: 'relationship_is'; readonly id: string; readonly version: number }
  | { readonly kind: 'relationship_absent'; readonly id: string }
  /** No live (not deleted, not closed at `at`) memory of the same creator and visibility has this content hash. */
  | {
      readonly kind: 'no_duplicate';
      readonly content_hash: string;
      readonly created_by: string;
      readonly visibility: string | null;
      readonly team_id?: string | null;
    }
  /** No relationship that is not closed at `at` has the same canonical form between visible memories. */
  | {
      readonly kind: 'no_equal_relationship';
      readonly type: RelationshipType;
      readonly from: string;
      readonly to: string;
    }
  /**
   * Once the changes are applied, following visible relationships of the same canonical type, not closed at
   * `at`, does not lead from `to` to `from`: judged afterwards, since several changes may close a circle together.
   */
  | { readonly kind: 'acyclic'; readonly type: RelationshipType; readonly from: string; readonly to: string }
  /** The key is free: no record of that tool and key by this user that has not expired at `at`. */
  | { readonly kind: 'idempotency_free'; readonly tool: string; readonly key: string }
  /** The tenant holds no memory at all, tombstones included. */
  | { readonly kind: 'empty' };

/** What became of a change set. A failed precondition is an answer, not an exception; nothing was written then. */
export type CommitOutcome =
  | { readonly committed: true }
  | {
      readonly committed: false;
      readonly failed: Precondition;
      /** Id of the record that is in the way (`no_duplicate`, `no_equal_relationship`). */
      readonly existing_id?: string;
      /** The record's present version (`memory_is`, `relationship_is`); absent where it is not there or not visible. */
      readonly current_version?: number;
    };

/** Ids of the memories that these changes erase. */
export function purgedMemories(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => (change.kind === 'purge_memory' ? [change.id] : []));
}

/** True for what is judged over the records as the changes leave them, before they are committed. */
export function isJudgedAfter(precondition: Precondition): boolean {
  return precondition.kind === 'acyclic';
}
