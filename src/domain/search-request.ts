import type { Memory } from './memory.js';
import type { MemoryFilter } from './memory-filter.js';
import type { RelationshipType } from './relationship-types.js';
import type { Visibility } from './visibility.js';

export type SearchTolerance = 'strict' | 'normal' | 'fuzzy';

/** A question to the memories. Without words it lists what the filter lets through, newest first. */
export interface SearchRequest {
  readonly query?: string;
  /** Further words or phrases, each searched like the query. */
  readonly terms?: readonly string[];
  readonly tolerance: SearchTolerance;
  readonly match_mode: 'any' | 'all';
  readonly filter: Omit<MemoryFilter, 'valid_at' | 'projects'>;
  /** `current` (default: the current project and global memories), `all`, `none` (global ones alone), or an id. */
  readonly project?: string;
  /** ISO; absent = now. */
  readonly as_of?: string;
  readonly limit: number;
  readonly offset: number;
  readonly cursor?: string;
  readonly detail: 'ids' | 'summary' | 'full';
  /** Of text and structured content together. */
  readonly max_tokens: number;
  /** Name of the tool, so that a cursor serves only the tool that gave it. */
  readonly asked_by: string;
}

/** A memory that was found. With `detail: ids` only id, title and score are there. */
export interface Hit {
  readonly id: string;
  readonly title: string;
  /** From its rank: 10 / (rank + 9); absent in lists by time. */
  readonly score?: number;
  readonly type?: Memory['type'];
  readonly summary?: string;
  /** A snippet around the words found (`summary`), or the whole (`full`, as far as the budget goes). */
  readonly content?: string;
  readonly tags?: readonly string[];
  readonly importance?: number;
  readonly created_at?: string;
  readonly valid_from?: string;
  readonly valid_until?: string | null;
  /** The words of the question that were found. */
  readonly matched?: readonly string[];
  readonly relationships?: readonly HitRelationship[];
  /** Where the search went through several projects. */
  readonly project_id?: string;
  readonly context?: Memory['context'];
  readonly source?: Memory['source'];
  /** In a store with tenants: who made it, and who sees it. */
  readonly created_by?: string;
  readonly visibility?: Visibility;
  readonly team_id?: string;
}

/** A close neighbour of a hit. */
export interface HitRelationship {
  readonly type: RelationshipType;
  /** `out`: hit -> neighbour. */
  readonly direction: 'out' | 'in';
  readonly id: string;
  readonly title: string;
}

/** Hits with what was searched and how to go on. */
export interface SearchAnswer {
  readonly results: readonly Hit[];
  /** How many match; at least this many where `searched.total_is_minimum`. */
  readonly total: number;
  readonly has_more: boolean;
  readonly next_cursor?: string;
  readonly searched: Searched;
  /** What to do next, where there is something to say. */
  readonly hints?: readonly string[];
}

export interface Searched {
  /** What was looked through, in words: `all memories`, or a project. */
  readonly scope: string;
  /** Filters in force, by the name of their argument. */
  readonly filters: Readonly<Record<string, unknown>>;
  readonly modes: {
    readonly tolerance?: SearchTolerance;
    readonly match_mode?: 'any' | 'all';
    /** `full_text`: no embedding model is in use. `list`: no words were given. */
    readonly retrieval: 'full_text' | 'list' | 'graph';
  };
  /** Words that memories were found by, and words of the question that no memory holds. */
  readonly words?: readonly string[];
  readonly unknown_words?: readonly string[];
  readonly total_is_minimum?: true;
}
