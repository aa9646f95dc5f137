import type { Candidate } from '../../contracts/candidates.js';
import type { Memory } from '../../domain/memory.js';
import type { TermStatistics } from '../../domain/search-document.js';
import { documentOf } from '../../search/analysis.js';
import { documentLength } from '../../search/bm25.js';
import { type AskedWord, exactGroups } from '../../search/question.js';
import { displayScore, rank } from '../../search/rank.js';
import type { Placed } from './hits.js';

/** Ranks memories at hand, for questions over a set that no index knows: a neighbourhood, or a former state. */
export function rankMemories(
  memories: readonly Memory[],
  asked: readonly AskedWord[],
  now: string,
  statistics?: TermStatistics,
): Placed[] {
  const groups = exactGroups(asked);
  const candidates = memories.map(
    (memory, sequence): Candidate => ({
      id: memory.id,
      sequence,
      document: documentOf(memory),
      importance: memory.importance,
      created_at: memory.created_at,
      updated_at: memory.updated_at,
      valid_from: memory.valid_from,
      usage_count: 0,
    }),
  );
  const words = asked.map((each) => each.word);
  const ranked = rank(candidates, groups, statistics ?? countWords(candidates, words), { now, match: 'any' });
  return ranked.flatMap((hit, index) => {
    const memory = memories[hit.sequence];
    return memory === undefined
      ? []
      : [{ memory, score: displayScore(index + 1), matched: hit.matched, words }];
  });
}

function countWords(candidates: readonly Candidate[], words: readonly string[]): TermStatistics {
  const document_counts = new Map<string, number>();
  let total = 0;
  for (const { document } of candidates) {
    total += documentLength(document);
    const held = new Set(Object.values(document).flatMap((field) => field.split(' ')));
    for (const word of words)
      if (held.has(word)) document_counts.set(word, (document_counts.get(word) ?? 0) + 1);
  }
  return { documents: candidates.length, words: total, document_counts };
}
