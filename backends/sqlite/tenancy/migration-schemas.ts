import type { Connection } from '../connection.js';
import { MIGRATIONS } from '../migrations/list.js';
import { checksum, type Migration } from '../migrations/migration.js';
import type { StoreSchema } from '../open.js';
import { schemaNumber } from '../schema-number.js';
import { writing } from '../writing.js';
import { CONTROL_SCHEMA, TENANT_SCHEMA } from './schemas.js';

// A file goes from one schema to another in one commit each: what it holds and what it says it is change together.

/** What the file at the configured path is on its way. */
export const WAY = {
  single: { mode: 'single', migrations: MIGRATIONS },
  migrating: { mode: 'migrating', migrations: MIGRATIONS },
  control: CONTROL_SCHEMA,
  returning: { mode: 'returning', migrations: CONTROL_SCHEMA.migrations },
} as const satisfies Readonly<Record<string, StoreSchema>>;

/** What the part of a tenant is while the migration is being undone: it takes no more writes. */
export const RETURNING_TENANT: StoreSchema = {
  mode: 'returning_tenant',
  migrations: TENANT_SCHEMA.migrations,
};

/** Does `work` in one commit after which the file is of another mode. */
export function turning(connection: Connection, to: StoreSchema, work: () => void = () => {}): void {
  const number = schemaNumber(to.mode, to.migrations.length);
  writing(connection, () => {
    work();
    connection.run("UPDATE store SET value = :mode WHERE key = 'mode'", { mode: to.mode });
    connection.execute(`PRAGMA user_version = ${number}`);
  });
  connection.expectSchema({ mode: to.mode, number });
}

/** Drops every table but these, with its indexes and triggers. */
export function dropTables(connection: Connection, kept: ReadonlySet<string>): void {
  // The tables that a virtual one consists of go with it.
  const tables = connection.all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'table')
       AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC, name`,
  );
  for (const { name } of tables) if (!kept.has(name)) connection.execute(`DROP TABLE "${name}"`);
}

/** Names of the tables that the steps of a schema make. */
export function tablesOf(migrations: readonly Migration[]): string[] {
  const made = /CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)/g;
  return migrations.flatMap(({ sql }) => [...sql.matchAll(made)].map(([, name = '']) => name));
}

/** Makes what the steps of a schema make; the table `store` may be there with its rows. */
export function makeTables(connection: Connection, migrations: readonly Migration[]): void {
  connection.execute('ALTER TABLE store RENAME TO former_store');
  for (const { sql } of migrations) connection.execute(sql);
  connection.execute('INSERT INTO store SELECT * FROM former_store; DROP TABLE former_store');
}

/** Notes these steps as those that the file has, and no others. */
export function noteSteps(connection: Connection, migrations: readonly Migration[], at: string): void {
  connection.execute('DELETE FROM migrations');
  for (const migration of migrations)
    connection.run(
      'INSERT INTO migrations (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :at)',
      { number: migration.number, name: migration.name, checksum: checksum(migration), at },
    );
  connection.run("UPDATE store SET value = :oldest WHERE key = 'oldest_reader'", {
    oldest: String(migrations.at(-1)?.oldest_reader ?? 1),
  });
}

export function hasTable(connection: Connection, name: string): boolean {
  const found = connection.get("SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = :name", {
    name,
  });
  return found !== undefined;
}
