import type { SearchReads } from '../../src/contracts/backend.js';
import type { Candidate, CandidateQuery } from '../../src/contracts/candidates.js';
import {
  SEARCH_FIELDS,
  type SearchDocument,
  type TermStatistics,
  type VocabularyWord,
} from '../../src/domain/search-document.js';
import { candidateScore, documentLength } from '../../src/search/bm25.js';
import { passes } from './filter.js';
import { compare } from './order.js';
import type { Store, StoredMemory } from './store.js';
import { useOf } from './use.js';
import { liveMemories, tenantMemories } from './visible.js';

interface Indexed extends StoredMemory {
  readonly document: SearchDocument;
  readonly words: ReadonlySet<string>;
}

export function searchReads(store: Store): SearchReads {
  return {
    termStatistics: async (_scope, words) => statistics(indexed(tenantMemories(store)), words),

    visibleWords: async (scope, words) => {
      const shown = indexed(liveMemories(store, scope));
      return new Set(words.filter((word) => shown.some((stored) => stored.words.has(word))));
    },

    vocabulary: async (_scope, { min_length, max_length }) =>
      vocabulary(indexed(tenantMemories(store))).filter(({ word }) => {
        const length = [...word].length;
        return length >= min_length && length <= max_length;
      }),

    findCandidates: async (scope, query) => {
      const all = indexed(liveMemories(store, scope));
      // A word that stands in two groups counts for both.
      const words = query.groups.flat();
      const counts = statistics(indexed(tenantMemories(store)), words);
      const lookedAt = all
        .filter((stored) => holds(stored.words, query))
        .filter(({ memory }) => passes(store, scope, query.filter)(memory))
        .sort((a, b) => b.sequence - a.sequence)
        .slice(0, query.scan_limit);
      const candidates = lookedAt
        .map((stored) => ({ stored, score: candidateScore(stored.document, words, counts) }))
        .sort((a, b) => b.score - a.score || b.stored.sequence - a.stored.sequence)
        .slice(0, query.limit)
        .map(({ stored }) => candidate(stored, useOf(store, scope, stored.memory.id)?.usage_count ?? 0));
      return { candidates, total: lookedAt.length };
    },
  };
}

function indexed(memories: readonly StoredMemory[]): Indexed[] {
  return memories.flatMap((stored) =>
    stored.document === null
      ? []
      : [{ ...stored, document: stored.document, words: wordsOf(stored.document) }],
  );
}

function wordsOf(document: SearchDocument): Set<string> {
  const words = new Set(SEARCH_FIELDS.flatMap((field) => document[field].split(' ')));
  words.delete('');
  return words;
}

function statistics(all: readonly Indexed[], words: readonly string[]): TermStatistics {
  const counted = [...new Set(words)].map(
    (word) => [word, all.filter((stored) => stored.words.has(word)).length] as const,
  );
  return {
    documents: all.length,
    words: all.reduce((sum, { document }) => sum + documentLength(document), 0),
    document_counts: new Map(counted.filter(([, count]) => count > 0)),
  };
}

function vocabulary(all: readonly Indexed[]): VocabularyWord[] {
  const documents = new Map<string, number>();
  for (const word of all.flatMap((stored) => [...stored.words]))
    documents.set(word, (documents.get(word) ?? 0) + 1);
  return [...documents]
    .map(([word, count]) => ({ word, documents: count }))
    .sort((a, b) => compare(a.word, b.word));
}

function holds(words: ReadonlySet<string>, { groups, match }: CandidateQuery): boolean {
  const isHeld = (group: readonly string[]) => group.some((word) => words.has(word));
  return groups.length > 0 && (match === 'all' ? groups.every(isHeld) : groups.some(isHeld));
}

function candidate({ memory, document, sequence }: Indexed, usage_count: number): Candidate {
  return {
    id: memory.id,
    sequence,
    document,
    importance: memory.importance,
    created_at: memory.created_at,
    updated_at: memory.updated_at,
    valid_from: memory.valid_from,
    usage_count,
  };
}
