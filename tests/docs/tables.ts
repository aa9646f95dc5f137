import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { block, code, markdownTable, page } from './markdown.js';

/** A table of a SQLite store, as the database itself describes it. */
export interface StoreTable {
  readonly name: string;
  /** A full-text index rather than rows. */
  readonly virtual: boolean;
  readonly columns: readonly StoreColumn[];
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

interface StoreColumn {
  readonly name: string;
  readonly type: string;
  readonly key: boolean;
  readonly nullable: boolean;
}

/** The tables of a store that was made just now. */
export async function readTables(): Promise<StoreTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'memorygraph-docs-'));
  try {
    const path = join(folder, 'store.db');
    await (await openSqliteBackend({ path })).close();
    const database = new Database(path, { readonly: true });
    try {
      return tablesOf(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tablesOf(database: Database.Database): StoreTable[] {
  const list = database.pragma('table_list') as { schema: string; name: string; type: string }[];
  return list
    .filter(({ schema, name, type }) => schema === 'main' && type !== 'shadow' && !name.startsWith('sqlite_'))
    .map(({ name, type }) => ({
      name,
      virtual: type === 'virtual',
      columns: columnsOf(database, name),
      indexes: indexesOf(database, name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function columnsOf(database: Database.Database, table: string): StoreColumn[] {
  const rows = database.pragma(`table_info(${table})`) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
  }[];
  return rows.map(({ name, type, notnull, pk }) => ({
    name,
    type: type === '' ? 'TEXT' : type,
    key: pk > 0,
    nullable: notnull === 0 && pk === 0,
  }));
}

function indexesOf(database: Database.Database, table: string): StoreTable['indexes'] {
  const list = database.pragma(`index_list(${table})`) as { name: string; origin: string }[];
  return list
    .filter(({ origin }) => origin === 'c')
    .map(({ name }) => ({
      name,
      columns: (database.pragma(`index_info(${name})`) as { name: string | null }[]).map(
        (column) => column.name ?? 'an expression',
      ),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Which rows go with which. The schema has no foreign keys: what a commit writes together says so. */
const LINKS: readonly (readonly [from: string, link: string, to: string, words: string])[] = [
  ['memories', '||--o{', 'memory_versions', 'former versions'],
  ['memories', '||--o{', 'memory_facets', 'tags, languages, frameworks'],
  ['memories', '||--o|', 'memory_use', 'how often it was looked at'],
  ['memories', '||--o|', 'memory_words', 'what full-text search sees'],
  ['memories', '||--o{', 'relationships', 'from and to'],
  ['relationships', '||--o{', 'relationship_versions', 'former versions'],
  ['search_totals', '||--o{', 'search_terms', 'counts of words'],
];

/** What each table is for; a table without words here fails the generation. */
const PURPOSES: Readonly<Record<string, string>> = {
  applied_change_sets:
    'Ids of the change sets of the last three days, so that a commit that is repeated does nothing.',
  idempotency: 'Answers to calls with an `idempotency_key`, kept for 24 hours.',
  memories:
    'The present version of each memory, tombstones included. `seq` is the order of storing. `context`, `source` and `tags` are JSON; what filters ask for stands in columns of its own.',
  memory_facets: 'Tags, languages and frameworks to filter by, one row each.',
  memory_use: 'How often a memory was looked at and when last, apart from the memory itself.',
  memory_versions: 'Former versions as JSON, with the time the next one took their place.',
  memory_words: 'The full-text index (FTS5) of analysed words. Its row id is `memories.seq`.',
  migrations: 'The steps that made this schema, with the checksum of each.',
  project_aliases: 'Other names of projects, and the name in use that each leads to.',
  relationship_versions: 'Former versions of relationships, as JSON.',
  relationships:
    'The present version of each relationship. The `canonical_` columns hold the form in which equal ones and cycles are sought.',
  search_terms: 'How many memories hold each word.',
  search_totals: 'How many memories are indexed, and how many words they hold.',
  store:
    'Facts about the store itself: when it was made, its secret for signing cursors, the oldest program that may read it.',
};

/** The part of the schema page that follows from the store: a diagram, then each table with its indexes. */
export function tablesPart(tables: readonly StoreTable[]): string {
  return page([
    block('mermaid', diagram(tables)),
    markdownTable(
      ['table', 'what it holds'],
      tables.map((table) => [code(table.name), purposeOf(table)]),
    ),
    'Indexes beside the primary keys and unique ids:',
    markdownTable(
      ['index', 'table', 'columns'],
      tables.flatMap((table) =>
        table.indexes.map((index) => [
          code(index.name),
          code(table.name),
          index.columns.map(code).join(', '),
        ]),
      ),
    ),
  ]).trim();
}

function purposeOf(table: StoreTable): string {
  const words = PURPOSES[table.name];
  if (words === undefined) throw new Error(`say in tests/docs/tables.ts what ${table.name} is for`);
  return words;
}

function diagram(tables: readonly StoreTable[]): string {
  const names = new Set(tables.map((table) => table.name));
  for (const [from, , to] of LINKS)
    if (!names.has(from) || !names.has(to)) throw new Error(`there is no table ${from} or ${to} any more`);
  const links = LINKS.map(([from, link, to, words]) => `  ${from} ${link} ${to} : "${words}"`);
  return ['erDiagram', ...links, ...tables.map(entity)].join('\n');
}

function entity(table: StoreTable): string {
  const columns = table.columns.map(
    ({ name, type, key, nullable }) =>
      `    ${type} ${name}${key ? ' PK' : ''}${nullable && !table.virtual ? ' "may be null"' : ''}`,
  );
  return [`  ${table.name} {`, ...columns, '  }'].join('\n');
}
