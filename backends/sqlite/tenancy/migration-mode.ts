import { Connection } from '../connection.js';
import { loadDriver } from '../driver.js';
import { translate } from '../errors.js';
import { wrongMode } from '../opening-errors.js';
import { prepareFile } from '../prepare-file.js';
import { LOCK_WAIT_MS, retryWhileBusy } from '../retry.js';
import { modeOf, type StoreMode } from '../schema-number.js';

/** What the file at a path is. Throws `storage_*`, `busy`. */
export async function findMode(path: string, busyTimeoutMs: number): Promise<StoreMode> {
  prepareFile(path, { create: false, read_only: true });
  const Driver = await loadDriver();
  try {
    const number = await retryWhileBusy(() => {
      const connection = new Connection(
        new Driver(path, { readonly: true, fileMustExist: true, timeout: LOCK_WAIT_MS }),
        path,
      );
      try {
        return connection.schemaNumber;
      } finally {
        connection.close();
      }
    }, busyTimeoutMs);
    const mode = modeOf(number);
    if (mode === null) throw wrongMode(path, mode, 'single');
    return mode;
  } catch (thrown) {
    throw translate(thrown, path);
  }
}
