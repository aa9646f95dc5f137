import type { Connection } from './connection.js';
import { migratedSince, newer, replaced } from './opening-errors.js';
import { modeOf, stepsOf } from './schema-number.js';

/**
 * Does `work` in one transaction that holds the lock for writing from its first statement on, after making
 * sure that the file and its schema are still those that were opened. Synchronous from end to end.
 */
export function writing<T>(connection: Connection, work: () => T): T {
  connection.checkFile();
  return connection.transaction('immediate', () => {
    checkSchema(connection);
    return work();
  });
}

/** The same; `relaxed` commits do not wait for the disk. */
export function writingEvents<T>(connection: Connection, relaxed: boolean, work: () => T): T {
  const written = () => writing(connection, work);
  return relaxed ? connection.relaxed(written) : written();
}

/**
 * The same checks for what is written beside the file, of which a second's worth may come late: once a second.
 * Throws `wrong_mode`, `storage_newer`, `storage_corrupt`.
 */
export function requireUnchanged(connection: Connection): void {
  if (connection.checkFile({ often: false })) checkSchema(connection);
}

/** Another process may have upgraded or migrated the store, or put back an older one, since it was opened here. */
function checkSchema(connection: Connection): void {
  const { mode, number } = connection.expectedSchema;
  const found = connection.schemaNumber;
  if (found === number) return;
  const foundMode = modeOf(found);
  if (foundMode !== mode) throw migratedSince(connection.path, foundMode);
  if (found > number) throw newer(connection.path, stepsOf(found), stepsOf(number));
  throw replaced(connection.path);
}
