/** The fields of a memory that full-text search sees, in the order every backend indexes them. */
export const SEARCH_FIELDS = ['title', 'content', 'summary', 'tags', 'context'] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];

/**
 * A memory as full-text search sees it: for each field its analysed words, joined by one blank, '' for none.
 * Words consist of a-z, 0-9 and letters beyond ASCII only, so every database splits them alike at the blank.
 */
export type SearchDocument = Readonly<Record<SearchField, string>>;

/** How much a word in each field counts in BM25. A title that repeats the content is not indexed. */
export const FIELD_WEIGHTS: Readonly<Record<SearchField, number>> = {
  title: 2,
  content: 1,
  summary: 1.5,
  tags: 1.5,
  context: 0.5,
};

/** Counts of one tenant's index, from which BM25 is computed. Tombstones are not in it; closed memories are. */
export interface TermStatistics {
  /** Indexed memories. */
  readonly documents: number;
  /** Words in all of them, over all fields, repeats included. */
  readonly words: number;
  /** For each word asked about: how many memories hold it in any field. Absent = none. */
  readonly document_counts: ReadonlyMap<string, number>;
}

/** One word of the vocabulary and how many memories hold it. */
export interface VocabularyWord {
  readonly word: string;
  readonly documents: number;
}
