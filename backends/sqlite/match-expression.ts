import type { CandidateQuery } from '../../src/contracts/candidates.js';

/** What a word of the index consists of; anything else is in no document, and no syntax here either. */
const WORD = /^[a-z0-9\u0080-\uffff]+$/;

/**
 * The full-text question for groups of words, each quoted as a string of the query language.
 * @returns null where nothing can match.
 */
export function matchExpression(query: Pick<CandidateQuery, 'groups' | 'match'>): string | null {
  const groups = query.groups.map((words) => words.filter(isWord).map(quoted));
  const filled = groups.filter((words) => words.length > 0);
  if (filled.length === 0) return null;
  if (query.match === 'any') return filled.flat().join(' OR ');
  if (filled.length < groups.length) return null;
  return filled.map((words) => `(${words.join(' OR ')})`).join(' AND ');
}

function isWord(word: string): boolean {
  return WORD.test(word) && word.isWellFormed();
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
