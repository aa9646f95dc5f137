import type { MemoryFilter } from '../domain/memory-filter.js';
import type { SearchDocument } from '../domain/search-document.js';

/** Asks for the memories that the final ranking is computed over. */
export interface CandidateQuery {
  readonly filter: MemoryFilter;
  /** Analysed words that find candidates. `groups` of alternatives: one word of a group stands for the group. */
  readonly groups: readonly (readonly string[])[];
  /** `any`: at least one group is found; `all`: every group is. */
  readonly match: 'any' | 'all';
  /** Only the newest this many matching memories (by order of storing) are looked at. */
  readonly scan_limit: number;
  /** The best this many of them by BM25 over `groups` (words of a group count each for itself) come back. */
  readonly limit: number;
}

/** What the final ranking needs to know of a memory. */
export interface Candidate {
  readonly id: string;
  /** Order of storing, ascending; breaks ties: the later one first. */
  readonly sequence: number;
  readonly document: SearchDocument;
  readonly importance: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly valid_from: string;
  readonly usage_count: number;
}
