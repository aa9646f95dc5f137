import { resolve } from 'node:path';
import { Connection } from './connection.js';
import { type Driver, loadDriver } from './driver.js';
import { translate } from './errors.js';
import { MIGRATIONS } from './migrations/list.js';
import { migrate } from './migrations/migrate.js';
import type { Migration } from './migrations/migration.js';
import { prepareFile } from './prepare-file.js';
import { LOCK_WAIT_MS, retryWhileBusy } from './retry.js';
import { APPLICATION_ID, type StoreMode } from './schema-number.js';
import { DEFAULT_BUSY_TIMEOUT_MS, DEFAULT_CACHE_KIBIBYTES, type SqliteSettings } from './settings.js';

/** An opened, migrated store and a way to more connections to it. */
export interface OpenedStore {
  readonly connection: Connection;
  /** A connection of its own that can only read; the caller closes it. */
  openReader(): Connection;
}

/** What a file must be, and the steps that make its schema. */
export interface StoreSchema {
  readonly mode: StoreMode;
  readonly migrations: readonly Migration[];
}

const SINGLE: StoreSchema = { mode: 'single', migrations: MIGRATIONS };

/** Opens the file for writing (or reading alone), makes or upgrades its schema; default is a store without tenants. */
export async function openStore(
  settings: SqliteSettings,
  schema: StoreSchema = SINGLE,
): Promise<OpenedStore> {
  const path = resolve(settings.path);
  const busyTimeoutMs = settings.busy_timeout_ms ?? DEFAULT_BUSY_TIMEOUT_MS;
  const read_only = settings.read_only ?? false;
  prepareFile(path, { create: settings.create ?? true, read_only });
  const driver = await loadDriver();
  try {
    const connection = await retryWhileBusy(() => connect(driver, path, settings, schema), busyTimeoutMs);
    const openReader = () => connectReader(driver, connection, busyTimeoutMs);
    return { connection, openReader };
  } catch (thrown) {
    throw translate(thrown, path);
  }
}

function connect(
  driver: Driver,
  path: string,
  settings: SqliteSettings,
  { mode, migrations }: StoreSchema,
): Connection {
  const read_only = settings.read_only ?? false;
  const timeout = Math.min(LOCK_WAIT_MS, settings.busy_timeout_ms ?? DEFAULT_BUSY_TIMEOUT_MS);
  const connection = new Connection(
    new driver(path, { readonly: read_only, fileMustExist: true, timeout }),
    path,
  );
  try {
    if (!read_only) markAsOurs(connection);
    connection.execute(`
      PRAGMA synchronous = ${settings.synchronous ?? 'full'};
      PRAGMA trusted_schema = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -${settings.cache_kibibytes ?? DEFAULT_CACHE_KIBIBYTES};
      PRAGMA wal_autocheckpoint = 2000;
      PRAGMA journal_size_limit = 16777216;
    `);
    const { from, to } = migrate(connection, migrations, { read_only, now: new Date().toISOString(), mode });
    if (from !== to && from !== 0)
      settings.on_operator_message?.(`${path}: upgraded the store from version ${from} to ${to}.`);
    return connection;
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

/** The application id goes in before anything else, so that no file of ours is ever without it. */
function markAsOurs(connection: Connection): void {
  const marked = connection.get<{ application_id: number }>('PRAGMA application_id');
  if (marked?.application_id !== APPLICATION_ID)
    connection.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
  connection.execute('PRAGMA journal_mode = WAL');
}

function connectReader(driver: Driver, { path, expectedSchema }: Connection, timeout: number): Connection {
  const reader = new Connection(new driver(path, { readonly: true, fileMustExist: true, timeout }), path);
  reader.expectSchema(expectedSchema);
  return reader;
}
