import type { Connection } from './connection.js';
import { MIGRATIONS } from './migrations/list.js';
import { newer, replaced } from './opening-errors.js';

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

/** Another process may have upgraded the store, or put back an older one, since it was opened here. */
function checkSchema(connection: Connection): void {
  const found = connection.schemaNumber;
  if (found > MIGRATIONS.length) throw newer(connection.path, found, MIGRATIONS.length);
  if (found < MIGRATIONS.length) throw replaced(connection.path);
}
