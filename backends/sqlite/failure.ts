import type { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import type { Connection } from './connection.js';
import { isStatementFault, translate } from './errors.js';
import { migratedSince } from './opening-errors.js';
import { modeOf } from './schema-number.js';

/**
 * Why work on a connection failed, as an error of this project. A statement that met a table which is not there
 * any more may mean that another process migrated the store since it was opened here.
 */
export function failureOf(connection: Connection, thrown: unknown): MemoryGraphError {
  if (isStatementFault(thrown)) {
    const found = modeOf(connection.schemaNumber);
    if (found !== connection.expectedSchema.mode) return migratedSince(connection.path, found);
  }
  return translate(thrown, connection.path);
}
