import { resolve } from 'node:path';
import { Connection } from './connection.js';
import { type Driver, loadDriver } from './driver.js';
import { translate } from './errors.js';
import { MIGRATIONS } from './migrations/list.js';
import { migrate } from './migrations/migrate.js';
import { prepareFile } from './prepare-file.js';
import { LOCK_WAIT_MS, retryWhileBusy } from './retry.js';
import { APPLICATION_ID } from './schema-number.js';
import { DEFAULT_BUSY_TIMEOUT_MS, type SqliteSettings } from './settings.js';

/** An opened, migrated store and a way to more connections to it. */
export interface OpenedStore {
  readonly connection: Connection;
  /** A connection of its own that can only read; the caller closes it. */
  openReader(): Connection;
}

/** Opens the file for writing (or reading alone), makes or upgrades its schema. */
export async function openStore(settings: SqliteSettings): Promise<OpenedStore> {
  const path = resolve(settings.path);
  const busyTimeoutMs = settings.busy_timeout_ms ?? DEFAULT_BUSY_TIMEOUT_MS;
  const read_only = settings.read_only ?? false;
  prepareFile(path, { create: settings.create ?? true, read_only });
  const driver = await loadDriver();
  try {
    const connection = await retryWhileBusy(() => connect(driver, path, settings), busyTimeoutMs);
    return { connection, openReader: () => openReader(driver, path, busyTimeoutMs) };
  } catch (thrown) {
    throw translate(thrown, path);
  }
}

function connect(driver: Driver, path: string, settings: SqliteSettings): Connection {
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
      PRAGMA cache_size = -16000;
      PRAGMA wal_autocheckpoint = 2000;
      PRAGMA journal_size_limit = 16777216;
    `);
    const { from, to } = migrate(connection, MIGRATIONS, { read_only, now: new Date().toISOString() });
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

function openReader(driver: Driver, path: string, timeout: number): Connection {
  return new Connection(new driver(path, { readonly: true, fileMustExist: true, timeout }), path);
}
