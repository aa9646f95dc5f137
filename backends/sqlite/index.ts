import type { Backend } from '../../src/contracts/backend.js';
import { sqliteBackend } from './backend.js';
import { openStore } from './open.js';
import { DEFAULT_BUSY_TIMEOUT_MS, type SqliteSettings } from './settings.js';

export type { SqliteSettings } from './settings.js';

/**
 * Opens a SQLite store, making or upgrading it where that is allowed. Several processes may hold the same
 * file. The file is never overwritten: what is not a sound store of this program is refused and left as it is.
 * @throws MemoryGraphError `storage_*`, `driver_missing`, or `busy` where another process holds the file for
 * longer than `busy_timeout_ms`.
 */
export async function openSqliteBackend(settings: SqliteSettings): Promise<Backend> {
  const store = await openStore(settings);
  return sqliteBackend(store, {
    busyTimeoutMs: settings.busy_timeout_ms ?? DEFAULT_BUSY_TIMEOUT_MS,
    read_only: settings.read_only ?? false,
  });
}
