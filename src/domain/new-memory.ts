import type { MemoryContext } from './memory-context.js';
import type { MemoryType } from './memory-types.js';
import type { RelationshipType } from './relationship-types.js';
import type { Visibility } from './visibility.js';

/** What a caller says of a new memory; already checked for types, sizes and well-formed text. */
export interface NewMemory {
  readonly type: MemoryType;
  /** Made from the content where absent. */
  readonly title?: string;
  readonly content: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly importance?: number;
  readonly confidence?: number;
  readonly effectiveness?: number;
  readonly context?: MemoryContext;
  /** `none` makes it global; an id stores it there; absent = the project of the context, else the current one. */
  readonly project?: string;
  readonly valid_from?: string;
  readonly valid_until?: string;
  /** To existing memories, made together with the memory or not at all. */
  readonly relationships?: readonly NewLink[];
  /** Memories that this one takes the place of: they get a REPLACES and are closed. */
  readonly supersedes?: readonly string[];
  /** What to do where the caller has an equal live memory. `return` (default) writes nothing and answers its id. */
  readonly on_duplicate?: 'return' | 'store';
  /** Who sees it, in a store with tenants; absent = `team` where a team is named, else `project`. */
  readonly visibility?: Visibility;
  readonly team_id?: string;
}

/** A relationship from the memory being stored. */
export interface NewLink {
  readonly to_memory_id: string;
  readonly relationship_type: RelationshipType;
  readonly strength?: number;
  readonly confidence?: number;
  readonly context?: string;
}

/** A new relationship between two existing memories. */
export interface NewRelationship extends NewLink {
  readonly from_memory_id: string;
}

/** Changes to a memory; absent = as it is, null = emptied. */
export interface MemoryPatch {
  readonly type?: MemoryType;
  readonly title?: string;
  readonly content?: string;
  readonly summary?: string | null;
  /** Replaces all tags. */
  readonly tags?: readonly string[];
  readonly add_tags?: readonly string[];
  readonly remove_tags?: readonly string[];
  readonly importance?: number;
  readonly confidence?: number;
  readonly effectiveness?: number | null;
  /** Fields given replace those of the context, null removes one; others stay. */
  readonly context?: { readonly [K in keyof MemoryContext]?: MemoryContext[K] | null };
  readonly valid_from?: string;
  readonly valid_until?: string | null;
}

/** What became of a memory to store. */
export interface StoreOutcome {
  readonly id: string;
  readonly version: number;
  /** False where an equal memory was there (`duplicate_of`) or the idempotency key was used before. */
  readonly created: boolean;
  readonly duplicate_of?: string;
  /** Who sees it, in a store with tenants. */
  readonly visibility?: Visibility;
  readonly team_id?: string;
  /** What the caller should know of it, each a sentence; absent where there is nothing. */
  readonly notes?: readonly string[];
  /** Secrets that were not stored, each said in words; absent where there were none. */
  readonly masked?: readonly string[];
  readonly near_duplicates: readonly NearDuplicate[];
}

/** What became of a memory to change. */
export interface UpdateOutcome {
  readonly id: string;
  readonly version: number;
  /** What the caller should know of it, each a sentence; absent where there is nothing. */
  readonly notes?: readonly string[];
  /** Secrets that were not stored, each said in words; absent where there were none. */
  readonly masked?: readonly string[];
}

/** A live memory that says nearly the same. */
export interface NearDuplicate {
  readonly id: string;
  readonly title: string;
  /** 0..1, two decimals. */
  readonly similarity: number;
}
