import type { MemoryContext } from './memory-context.js';
import type { MemoryType } from './memory-types.js';
import type { Source } from './source.js';

/**
 * A memory as it is kept. Times are UTC ISO-8601 with milliseconds; numbers are 0..1 with six decimals.
 * `valid_from`/`valid_until` say when it was true, `recorded_at` when this version became known.
 */
export interface Memory {
  readonly id: string;
  readonly type: MemoryType;
  readonly title: string;
  readonly content: string;
  readonly summary: string | null;
  /** Lower-case, without repeats, in the order given. */
  readonly tags: readonly string[];
  readonly importance: number;
  readonly confidence: number;
  readonly effectiveness: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** From 1, one more with every change. */
  readonly version: number;
  readonly created_by: string;
  readonly updated_by: string;
  readonly valid_from: string;
  /** null = still true. */
  readonly valid_until: string | null;
  readonly recorded_at: string;
  readonly context: MemoryContext;
  readonly source: Source;
  /** Set on a tombstone: hidden everywhere, restorable. */
  readonly deleted_at: string | null;
}

/** How often a memory was looked at: kept apart, so that reading never makes a version. */
export interface MemoryUse {
  readonly id: string;
  readonly usage_count: number;
  readonly last_accessed: string | null;
  /** Whose looks, in the streams of a store with tenancy: nobody is shown another's. */
  readonly user_id?: string;
}

/** A former version: `superseded_at` is when the next one became known. */
export interface MemoryVersion {
  readonly memory: Memory;
  readonly superseded_at: string;
}

/** Fields of any record that say that there is a version, not what it says. */
export const VERSION_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'version',
  'recorded_at',
  'updated_at',
  'updated_by',
  'created_at',
  'created_by',
]);
