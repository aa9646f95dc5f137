import Database from 'better-sqlite3';
import { TENANT_SCHEMA } from '../../../../backends/sqlite/tenancy/schemas.js';

/** Tables of a tenant's file whose rows say which tenant they are of. */
export function tenantTables(): string[] {
  const database = new Database(':memory:');
  for (const { sql } of TENANT_SCHEMA.migrations) database.exec(sql);
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[];
  const ofTenant = tables.filter((table) =>
    (database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).some(
      ({ name }) => name === 'tenant_id',
    ),
  );
  database.close();
  return ofTenant;
}

/** What only begins or ends a transaction, or makes or asks of the schema. */
const NO_ROWS = /^(?:BEGIN|COMMIT|ROLLBACK|PRAGMA|CREATE)\b/;

/** Asks whether a file holds rows of another tenant, to treat it as damaged or with more care. */
const ASKS_FOR_OTHERS =
  /^SELECT (?:1 AS found|x\.id) FROM \w+(?: AS x)? WHERE (?:x\.)?tenant_id <> :tenant_id LIMIT \d$/;

/**
 * What is wrong with a statement, in a few words: a table that it names without holding it to the tenant that is
 * bound. Nothing where every one is.
 */
export function faultsOfStatement(sql: string, tables: readonly string[]): string[] {
  if (NO_ROWS.test(sql) || ASKS_FOR_OTHERS.test(sql)) return [];
  const named = namedTables(sql, tables);
  const missed = tables.filter(
    (table) => words(sql, table) !== named.filter((each) => each.table === table).length,
  );
  const loose = named.filter((each) => !isHeld(sql, each, named, 0));
  return [
    ...missed.map((table) => `names ${table} in a way that is not understood`),
    ...loose.map(({ table, alias }) => `${table} AS ${alias} is not held to the tenant`),
  ];
}

interface Named {
  readonly verb: string;
  readonly table: string;
  /** The name itself where there is no other. */
  readonly alias: string;
}

function namedTables(sql: string, tables: readonly string[]): Named[] {
  return [...sql.matchAll(/\b(FROM|JOIN|UPDATE|INTO) (\w+)(?: AS (\w+))?/g)].flatMap(
    ([, verb = '', table = '', alias = table]) => (tables.includes(table) ? [{ verb, table, alias }] : []),
  );
}

function isHeld(sql: string, { verb, table, alias }: Named, named: readonly Named[], depth: number): boolean {
  if (verb === 'INTO') return insertsTenant(sql, table, named, depth);
  const declared = named.filter((each) => each.alias === alias && each.verb !== 'INTO').length;
  const left = alias === table ? '(?<![.\\w])' : `\\b${alias}\\.`;
  const conditions = count(sql, `${left}tenant_id = :tenant_id\\b`);
  if (conditions >= declared) return true;
  // Equal to the tenant of another table that is held to it.
  return named.some(
    (other) =>
      depth < 3 &&
      other.alias !== alias &&
      count(
        sql,
        `\\b${alias}\\.tenant_id = ${other.alias}\\.tenant_id\\b|\\b${other.alias}\\.tenant_id = ${alias}\\.tenant_id\\b`,
      ) +
        conditions >=
        declared &&
      isHeld(sql, other, named, depth + 1),
  );
}

/** The value in the place of the column `tenant_id` is what is bound, or the tenant of a row that is held to it. */
function insertsTenant(sql: string, table: string, named: readonly Named[], depth: number): boolean {
  const columns = new RegExp(`INTO ${table} \\(([^)]*)\\) (?:VALUES \\(|SELECT )(.*)`).exec(sql);
  if (columns === null) return false;
  const place = (columns[1] ?? '').split(', ').indexOf('tenant_id');
  const value = (columns[2] ?? '').split(', ')[place]?.replace(/\).*$/, '');
  if (value === ':tenant_id') return true;
  const from = named.find(({ alias }) => value === `${alias}.tenant_id`);
  return from !== undefined && isHeld(sql, from, named, depth + 1);
}

function words(sql: string, word: string): number {
  // A column has its table before it, and what is counted may be called as a table is.
  return count(sql, `(?<![.\\w]|\\) AS )${word}\\b(?!\\.)`);
}

function count(sql: string, pattern: string): number {
  return [...sql.matchAll(new RegExp(pattern, 'g'))].length;
}
