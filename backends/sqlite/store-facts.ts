import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import type { Connection } from './connection.js';

/** The random secret that was made with the store. */
export function storeSecret(connection: Connection): Uint8Array {
  const row = connection.get<{ value: Uint8Array }>("SELECT value FROM store WHERE key = 'secret'");
  if (row === undefined)
    throw new MemoryGraphError(
      'storage_corrupt',
      'The store has lost its secret. Restore the latest backup.',
    );
  return Uint8Array.from(row.value);
}
