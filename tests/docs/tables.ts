import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { openMultiTenantSqlite } from '../../backends/sqlite/tenancy/open.js';
import { tenantPath } from '../../backends/sqlite/tenancy/tenant-files.js';
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

/** The files of a store with tenants. */
export interface TenantTables {
  readonly registry: readonly StoreTable[];
  readonly tenant: readonly StoreTable[];
}

/** The tables of a store that was made just now. */
export async function readTables(): Promise<StoreTable[]> {
  return inFolder(async (path) => {
    await (await openSqliteBackend({ path })).close();
    return readFile(path);
  });
}

/** The same of a store with tenants: its registry, and the part of one. */
export async function readTenantTables(): Promise<TenantTables> {
  return inFolder(async (path) => {
    const store = await openMultiTenantSqlite({ path, tenant_pool: 1, audit_durability: 'normal' });
    const { key } = await store.tenants.add('acme', '2026-01-01T00:00:00.000Z');
    await store.close();
    return { registry: readFile(path), tenant: readFile(tenantPath(path, { key })) };
  });
}

async function inFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'memorygraph-docs-'));
  try {
    return await work(join(folder, 'store.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFile(path: string): StoreTable[] {
  const database = new Database(path, { readonly: true });
  try {
    return tablesOf(database);
  } finally {
    database.close();
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

type Link = readonly [from: string, link: string, to: string, words: string];

/** How the tables of tenancy hang together; each tenant's rows lie in a file of its own. */
const TENANT_LINKS: readonly Link[] = [
  ['tenants', '||--o{', 'memories', 'in its file'],
  ['tenants', '||--o{', 'project_grants', 'in its file'],
  ['tenants', '||--o{', 'audit_events', 'in its file; the server has its own'],
  ['audit_spools', '}o--o{', 'audit_events', 'taken in from files of waiting events'],
  ['memories', '||--o{', 'memory_use_by_user', 'how often each user looked at it'],
];

/** Which rows go with which. The schema has no foreign keys: what a commit writes together says so. */
const LINKS: readonly Link[] = [
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
  audit_events:
    "The audit chain: one row a call, with the hash that covers it and the row before. Triggers refuse every change but an append. In the registry the server's own chain, in a tenant's file that of the tenant.",
  audit_spools:
    'How far each file of events that wait beside the tenant (`*.db-calls/`) was taken into the chain; gone once the file is.',
  memory_use_by_user:
    'How often each user looked at a memory: nobody sees, or is ranked by, the reading of another.',
  project_grants: 'Projects that were granted to teams (`memorygraph project grant`).',
  tenants:
    'The tenants, whether each is in use or suspended, and the key that names its file. `has_file` is 1 once the file was made: one that is lost later is never made anew.',
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
    'Facts about the store itself: when it was made, its secret for sealing cursors, the oldest program that may read it.',
};

/** The part of the schema page that follows from the store: a diagram, then each table with its indexes. */
export function tablesPart(tables: readonly StoreTable[]): string {
  return page([
    block('mermaid', diagram(tables, LINKS)),
    purposeTable(tables),
    'Indexes beside the primary keys and unique ids:',
    indexTable(tables),
  ]).trim();
}

/** The same of a store with tenants: the registry, and what a tenant's file has beside the tables of every store. */
export function tenantTablesPart({ registry, tenant }: TenantTables, single: readonly StoreTable[]): string {
  const known = new Set(single.map(({ name }) => name));
  const indexed = new Set(single.flatMap(({ indexes }) => indexes.map(({ name }) => name)));
  const missing = [...known].filter((name) => tenant.every((table) => table.name !== name));
  if (missing.length > 0) throw new Error(`the file of a tenant has no ${missing.join(', ')}`);
  const own = tenant.filter(({ name }) => !known.has(name));
  const newIndexes = tenant.map((table) => ({
    ...table,
    indexes: table.indexes.filter(({ name }) => !indexed.has(name)),
  }));
  const memories = { ...required(tenant, 'memories'), columns: MEMORY_KEYS };
  return page([
    block('mermaid', diagram([...own, memories, required(registry, 'tenants')], TENANT_LINKS)),
    'The registry, at the configured path:',
    purposeTable(registry),
    'The file of a tenant has the tables of every store, and these:',
    purposeTable(own),
    'Indexes that only a store with tenants has, each for a question that only it asks:',
    indexTable(newIndexes),
  ]).trim();
}

const MEMORY_KEYS: readonly StoreColumn[] = [
  'tenant_id',
  'id',
  'created_by',
  'visibility',
  'team_id',
  'project_id',
].map((name) => ({
  name,
  type: 'TEXT',
  key: false,
  nullable: !['tenant_id', 'id', 'created_by'].includes(name),
}));

function required(tables: readonly StoreTable[], name: string): StoreTable {
  const found = tables.find((table) => table.name === name);
  if (found === undefined) throw new Error(`there is no table ${name} any more`);
  return found;
}

function purposeTable(tables: readonly StoreTable[]): string {
  return markdownTable(
    ['table', 'what it holds'],
    tables.map((table) => [code(table.name), purposeOf(table)]),
  );
}

function indexTable(tables: readonly StoreTable[]): string {
  return markdownTable(
    ['index', 'table', 'columns'],
    tables.flatMap((table) =>
      table.indexes.map((index) => [code(index.name), code(table.name), index.columns.map(code).join(', ')]),
    ),
  );
}

function purposeOf(table: StoreTable): string {
  const words = PURPOSES[table.name];
  if (words === undefined) throw new Error(`say in tests/docs/tables.ts what ${table.name} is for`);
  return words;
}

function diagram(tables: readonly StoreTable[], among: readonly Link[]): string {
  const names = new Set(tables.map((table) => table.name));
  for (const [from, , to] of among)
    if (!names.has(from) || !names.has(to)) throw new Error(`there is no table ${from} or ${to} any more`);
  const links = among.map(([from, link, to, words]) => `  ${from} ${link} ${to} : "${words}"`);
  return ['erDiagram', ...links, ...tables.map(entity)].join('\n');
}

function entity(table: StoreTable): string {
  const columns = table.columns.map(
    ({ name, type, key, nullable }) =>
      `    ${type} ${name}${key ? ' PK' : ''}${nullable && !table.virtual ? ' "may be null"' : ''}`,
  );
  return [`  ${table.name} {`, ...columns, '  }'].join('\n');
}
