import { randomBytes } from 'node:crypto';
import type { Connection } from '../connection.js';
import { changedMigration, mustBeUpgraded, newer } from '../opening-errors.js';
import { PROGRAM_NUMBER } from '../schema-number.js';
import { checksum, type Migration } from './migration.js';

const SECRET_BYTES = 32;

/**
 * Brings the store to the newest of `migrations`, or refuses it. Several processes may do so at once: the
 * steps run under the lock for writing, and whoever comes second finds them done.
 * @returns the schema numbers before and after; equal where nothing was to be done.
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  options: { readonly read_only: boolean; readonly now: string },
): { from: number; to: number } {
  const newest = migrations.length;
  const found = check(connection, migrations);
  if (found === newest) return { from: found, to: newest };
  if (options.read_only) throw mustBeUpgraded(connection.path);
  return connection.transaction('immediate', () => {
    const from = check(connection, migrations);
    if (from === 0) prepare(connection);
    for (const migration of migrations.slice(from)) apply(connection, migration, options.now);
    if (from === 0) fillStore(connection, options.now);
    return { from, to: newest };
  });
}

/** Refuses newer stores and stores whose applied steps are not the known ones. */
function check(connection: Connection, migrations: readonly Migration[]): number {
  const found = connection.schemaNumber;
  if (found > migrations.length) throw newer(connection.path, found, migrations.length);
  if (found === 0) return 0;
  const oldest = connection.get<{ value: string }>("SELECT value FROM store WHERE key = 'oldest_reader'");
  if (Number(oldest?.value ?? 0) > PROGRAM_NUMBER)
    throw newer(connection.path, Number(oldest?.value), PROGRAM_NUMBER);
  const applied = connection.all<{ number: number; checksum: string }>(
    'SELECT number, checksum FROM migrations ORDER BY number',
  );
  for (const [at, migration] of migrations.slice(0, found).entries())
    if (applied[at]?.checksum !== checksum(migration))
      throw changedMigration(connection.path, migration.number);
  return found;
}

function prepare(connection: Connection): void {
  connection.execute(
    `CREATE TABLE migrations (
       number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL
     ) STRICT`,
  );
}

function apply(connection: Connection, migration: Migration, now: string): void {
  connection.execute(migration.sql);
  connection.run(
    'INSERT INTO migrations (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :now)',
    { number: migration.number, name: migration.name, checksum: checksum(migration), now },
  );
  connection.run(
    `INSERT INTO store (key, value) VALUES ('oldest_reader', :oldest)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    { oldest: String(migration.oldest_reader) },
  );
  connection.execute(`PRAGMA user_version = ${migration.number}`);
}

function fillStore(connection: Connection, now: string): void {
  const facts = { mode: 'single', analysis_version: '1', created_at: now, secret: randomBytes(SECRET_BYTES) };
  for (const [key, value] of Object.entries(facts))
    connection.run('INSERT INTO store (key, value) VALUES (:key, :value)', { key, value });
}
