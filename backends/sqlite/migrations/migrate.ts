import { randomBytes } from 'node:crypto';
import type { Connection } from '../connection.js';
import { changedMigration, mustBeUpgraded, newer, wrongMode } from '../opening-errors.js';
import { modeOf, PROGRAM_NUMBER, type StoreMode, schemaNumber, stepsOf } from '../schema-number.js';
import { checksum, type Migration } from './migration.js';

const SECRET_BYTES = 32;

/**
 * Brings the store to the newest of `migrations`, or refuses it. Several processes may do so at once: the
 * steps run under the lock for writing, and whoever comes second finds them done.
 * @param options `mode`: what the file must be, or becomes where it is new; default a store without tenants.
 * @returns how many steps it had before and has now; equal where nothing was to be done.
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  options: { readonly read_only: boolean; readonly now: string; readonly mode?: StoreMode },
): { from: number; to: number } {
  const mode = options.mode ?? 'single';
  const newest = migrations.length;
  const found = check(connection, migrations, mode);
  connection.expectSchema({ mode, number: schemaNumber(mode, newest) });
  if (found.steps === newest) return { from: newest, to: newest };
  if (options.read_only) throw mustBeUpgraded(connection.path);
  return connection.transaction('immediate', () => {
    const { steps, applied } = check(connection, migrations, mode);
    if (steps === 0) prepare(connection);
    const missing = migrations.filter(({ number }) => !applied.has(number));
    for (const [at, migration] of missing.entries())
      apply(connection, migration, { now: options.now, number: schemaNumber(mode, steps + at + 1) });
    if (steps === 0) fillStore(connection, mode, options.now);
    return { from: steps, to: newest };
  });
}

interface Applied {
  readonly steps: number;
  /** Numbers of the steps that the store has. */
  readonly applied: ReadonlySet<number>;
}

const NOTHING: Applied = { steps: 0, applied: new Set() };

/** Refuses stores of another mode, newer ones, and those whose applied steps are not the known ones. */
function check(connection: Connection, migrations: readonly Migration[], mode: StoreMode): Applied {
  const found = connection.schemaNumber;
  if (found === 0) return NOTHING;
  const foundMode = modeOf(found);
  if (foundMode !== mode) throw wrongMode(connection.path, foundMode, mode);
  const steps = stepsOf(found);
  if (steps > migrations.length) throw newer(connection.path, steps, migrations.length);
  const oldest = connection.get<{ value: string }>("SELECT value FROM store WHERE key = 'oldest_reader'");
  if (Number(oldest?.value ?? 0) > PROGRAM_NUMBER)
    throw newer(connection.path, Number(oldest?.value), PROGRAM_NUMBER);
  const applied = connection.all<{ number: number; checksum: string }>(
    'SELECT number, checksum FROM migrations ORDER BY number',
  );
  for (const { number, checksum: kept } of applied) {
    const known = migrations.find((migration) => migration.number === number);
    if (known === undefined || checksum(known) !== kept) throw changedMigration(connection.path, number);
  }
  return { steps, applied: new Set(applied.map(({ number }) => number)) };
}

function prepare(connection: Connection): void {
  connection.execute(
    `CREATE TABLE migrations (
       number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL
     ) STRICT`,
  );
}

function apply(
  connection: Connection,
  migration: Migration,
  { now, number }: { readonly now: string; readonly number: number },
): void {
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
  connection.execute(`PRAGMA user_version = ${number}`);
}

function fillStore(connection: Connection, mode: StoreMode, now: string): void {
  const facts = { mode, analysis_version: '1', created_at: now, secret: randomBytes(SECRET_BYTES) };
  for (const [key, value] of Object.entries(facts))
    connection.run('INSERT INTO store (key, value) VALUES (:key, :value)', { key, value });
}
