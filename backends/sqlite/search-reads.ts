import type { Candidate, CandidateQuery } from '../../src/contracts/candidates.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import {
  FIELD_WEIGHTS,
  SEARCH_FIELDS,
  type TermStatistics,
  type VocabularyWord,
} from '../../src/domain/search-document.js';
import { listOn } from './bound-list.js';
import { type CandidateSource, candidateSource } from './candidate-source.js';
import type { Connection } from './connection.js';
import { matchExpression } from './match-expression.js';
import { memoryLive, ofTenant, scopeParameters } from './scope.js';
import { statementText } from './statement-text.js';
import { candidateUse } from './use-source.js';

/** Constants of this program, in the order of the indexed columns. */
const WEIGHTS = SEARCH_FIELDS.map((field) => FIELD_WEIGHTS[field]).join(', ');

export function termStatistics(
  connection: Connection,
  scope: AccessScope,
  words: readonly string[],
): TermStatistics {
  return connection.transaction('deferred', () => {
    const totals = connection.get<{ documents: number; words: number }>(
      `SELECT t.documents, t.words FROM search_totals AS t WHERE ${ofTenant('t')}`,
      scopeParameters(scope),
    );
    const list = listOn(connection, 'words', words);
    const counts = connection.all<VocabularyWord>(
      `SELECT t.word, t.documents FROM search_terms AS t
       WHERE ${ofTenant('t')} AND t.word IN ${list.sql}`,
      { ...scopeParameters(scope), ...list.parameters },
    );
    return {
      documents: totals?.documents ?? 0,
      words: totals?.words ?? 0,
      document_counts: new Map(counts.map(({ word, documents }) => [word, documents])),
    };
  });
}

export function vocabulary(
  connection: Connection,
  scope: AccessScope,
  range: { readonly min_length: number; readonly max_length: number },
): VocabularyWord[] {
  return connection.all<VocabularyWord>(
    `SELECT t.word, t.documents FROM search_terms AS t
     WHERE ${ofTenant('t')} AND length(t.word) BETWEEN :min_length AND :max_length ORDER BY t.word`,
    { ...scopeParameters(scope), min_length: range.min_length, max_length: range.max_length },
  );
}

/** Of each word, whether one memory that the scope shows holds it: the first one that is met settles it. */
export function visibleWords(
  connection: Connection,
  scope: AccessScope,
  words: readonly string[],
): ReadonlySet<string> {
  if (words.length === 0) return new Set();
  const sql = statementText(
    scope,
    'visible words',
    () => `SELECT 1 AS found FROM memory_words AS w CROSS JOIN memories AS m ON m.seq = w.rowid
       WHERE memory_words MATCH :match AND ${memoryLive(scope, 'm')} LIMIT 1`,
  );
  const isShown = (word: string): boolean => {
    const match = matchExpression({ groups: [[word]], match: 'any' });
    if (match === null) return false;
    return connection.get(sql, { ...scopeParameters(scope), match }) !== undefined;
  };
  return connection.transaction('deferred', () => new Set(words.filter(isShown)));
}

type CandidateRow = readonly [
  total: number,
  id: string,
  sequence: number,
  importance: number,
  created_at: string,
  updated_at: string,
  valid_from: string,
  usage_count: number,
  title: string,
  content: string,
  summary: string,
  tags: string,
  context: string,
];

/**
 * The newest matches, the best of them by BM25, and only for these the documents, in one statement and so
 * in one state of the store.
 */
export function findCandidates(
  connection: Connection,
  scope: AccessScope,
  query: CandidateQuery,
): { candidates: Candidate[]; total: number } {
  const match = matchExpression(query);
  if (match === null) return { candidates: [], total: 0 };
  return connection.transaction('deferred', () => {
    const source = candidateSource(connection, scope, query.filter);
    const rows = connection.rows<CandidateRow>(
      candidateStatement(scope, source, candidateUse(connection, scope)),
      {
        ...scopeParameters(scope),
        ...source.parameters,
        match,
        scan_limit: query.scan_limit,
        limit: query.limit,
      },
    );
    return { candidates: rows.map(candidateFromRow), total: rows[0]?.[0] ?? 0 };
  });
}

function candidateStatement(scope: AccessScope, source: CandidateSource, use: string): string {
  return `WITH hit AS MATERIALIZED (
       SELECT w.rowid AS seq, bm25(memory_words, ${WEIGHTS}) AS score
       FROM ${source.from}
       WHERE ${['memory_words MATCH :match', ...source.conditions].join(' AND ')}
       ORDER BY w.rowid DESC LIMIT :scan_limit
     ), best AS MATERIALIZED (
       SELECT seq, score FROM hit ORDER BY score, seq DESC LIMIT :limit
     )
     SELECT (SELECT count(*) FROM hit) AS total, m.id, m.seq AS sequence, m.importance, m.created_at,
       m.updated_at, m.valid_from, coalesce(u.usage_count, 0) AS usage_count,
       w.title, w.content, w.summary, w.tags, w.context
     FROM best CROSS JOIN memories AS m ON m.seq = best.seq
     CROSS JOIN memory_words AS w ON w.rowid = best.seq
     LEFT JOIN ${use}
     WHERE ${scope.access === null ? ofTenant('m') : memoryLive(scope, 'm')}
     ORDER BY best.score, best.seq DESC`;
}

function candidateFromRow(row: CandidateRow): Candidate {
  const [, id, sequence, importance, created_at, updated_at, valid_from, usage_count, ...fields] = row;
  const [title, content, summary, tags, context] = fields;
  const document = { title, content, summary, tags, context };
  return { id, sequence, document, importance, created_at, updated_at, valid_from, usage_count };
}
