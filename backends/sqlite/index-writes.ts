import type { AccessScope } from '../../src/domain/access-scope.js';
import { SEARCH_FIELDS, type SearchDocument } from '../../src/domain/search-document.js';
import type { Connection } from './connection.js';
import { documentWords } from './document-words.js';
import { scopeParameters } from './scope.js';

/** Makes `document` what full-text search knows of a memory; null takes the memory out of the index. */
export function putDocument(
  connection: Connection,
  scope: AccessScope,
  seq: number,
  document: SearchDocument | null,
  isNew: boolean,
): void {
  const former = isNew ? null : (indexedDocument(connection, seq) ?? null);
  if (former === null && document === null) return;
  if (
    former !== null &&
    document !== null &&
    SEARCH_FIELDS.every((field) => former[field] === document[field])
  )
    return;
  if (former !== null) connection.run('DELETE FROM memory_words WHERE rowid = :seq', { seq });
  if (document !== null) {
    const { title, content, summary, tags, context } = document;
    connection.run(
      `INSERT INTO memory_words (rowid, title, content, summary, tags, context)
       VALUES (:seq, :title, :content, :summary, :tags, :context)`,
      { seq, title, content, summary, tags, context },
    );
  }
  countWords(connection, scope, former, document);
}

function indexedDocument(connection: Connection, seq: number): SearchDocument | undefined {
  return connection.get<SearchDocument>(
    'SELECT title, content, summary, tags, context FROM memory_words WHERE rowid = :seq',
    { seq },
  );
}

/** Moves the word counts and the totals from one document to the next. */
function countWords(
  connection: Connection,
  scope: AccessScope,
  former: SearchDocument | null,
  next: SearchDocument | null,
): void {
  const before = former === null ? NO_WORDS : documentWords(former);
  const after = next === null ? NO_WORDS : documentWords(next);
  const gone = [...before.distinct].filter((word) => !after.distinct.has(word));
  const come = [...after.distinct].filter((word) => !before.distinct.has(word));
  if (gone.length > 0) takeWords(connection, scope, gone);
  if (come.length > 0)
    connection.run(
      `INSERT INTO search_terms (tenant_id, word, documents)
       SELECT :tenant_id, value, 1 FROM json_each(:words) WHERE true
       ON CONFLICT (tenant_id, word) DO UPDATE SET documents = documents + 1`,
      { ...scopeParameters(scope), words: JSON.stringify(come) },
    );
  connection.run(
    `INSERT INTO search_totals (tenant_id, documents, words) VALUES (:tenant_id, :documents, :words)
     ON CONFLICT (tenant_id) DO UPDATE
     SET documents = documents + excluded.documents, words = words + excluded.words`,
    {
      ...scopeParameters(scope),
      documents: (next === null ? 0 : 1) - (former === null ? 0 : 1),
      words: after.count - before.count,
    },
  );
}

const NO_WORDS = { distinct: new Set<string>(), count: 0 };

function takeWords(connection: Connection, scope: AccessScope, words: readonly string[]): void {
  const bound = { ...scopeParameters(scope), words: JSON.stringify(words) };
  connection.run(
    `UPDATE search_terms SET documents = documents - 1
     WHERE tenant_id = :tenant_id AND word IN (SELECT value FROM json_each(:words))`,
    bound,
  );
  connection.run(
    `DELETE FROM search_terms
     WHERE tenant_id = :tenant_id AND word IN (SELECT value FROM json_each(:words)) AND documents <= 0`,
    bound,
  );
}
