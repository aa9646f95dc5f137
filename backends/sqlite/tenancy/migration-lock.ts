import { rmSync } from 'node:fs';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { loadDriver } from '../driver.js';
import { isBusy, translate } from '../errors.js';
import { fileIdentity } from '../file-identity.js';

/** A lock that ends with `release`, or with the process. */
export interface MigrationLock {
  release(): void;
}

/**
 * Lets one process at a time migrate a store: an empty file beside it that SQLite holds a lock on, which the system
 * takes back however the process ends. Throws `busy`.
 */
export async function lockMigration(storePath: string): Promise<MigrationLock> {
  const path = `${storePath}-migration-lock`;
  const Driver = await loadDriver();
  try {
    const database = new Driver(path, { timeout: 0 });
    const opened = fileIdentity(path);
    try {
      // Without a file for a journal it takes no room: on a full disk, what filled it can still be given up.
      database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      // Whoever held it before may have removed the file between our opening it and locking it.
      if (opened === null || fileIdentity(path) !== opened) throw busy();
    } catch (thrown) {
      database.close();
      throw isBusy(thrown) ? busy() : thrown;
    }
    return {
      release() {
        if (!database.open) return;
        try {
          rmSync(path, { force: true });
        } catch {
          // Where an open file cannot be removed an empty one stays.
        }
        database.close();
      },
    };
  } catch (thrown) {
    throw translate(thrown, path);
  }
}

function busy(): MemoryGraphError {
  return new MemoryGraphError(
    'busy',
    'Another process is migrating this store. Wait until it has ended, then run the command again.',
  );
}
