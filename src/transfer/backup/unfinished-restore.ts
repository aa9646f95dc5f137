import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Change } from '../../domain/change-set.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** The author under which a restore is noted in the store it fills. */
export const RESTORE_USER_ID = 'memorygraph-restore';

const TOOL = 'memorygraph restore';
const KEY = 'unfinished';
const NEVER = '9999-12-31T23:59:59.999Z';
const LONG_AGO = '1970-01-01T00:00:00.000Z';

/**
 * The note that a restore of several change sets is not finished: written with the first one, taken away with the
 * last. Whoever opens the store can see it, so half a backup never passes for a whole one.
 */
export function unfinishedNote(sha256: string, state: 'unfinished' | 'finished'): Change {
  return {
    kind: 'put_idempotency',
    record: {
      tool: TOOL,
      key: KEY,
      body_hash: sha256,
      answer: '{}',
      expires_at: state === 'unfinished' ? NEVER : LONG_AGO,
    },
  };
}

/** Checksum of the backup whose restore into this store was cut off, or null. `scope` is that of `RESTORE_USER_ID`. */
export async function unfinishedRestore(
  backend: Backend,
  scope: AccessScope,
  at: string,
): Promise<string | null> {
  return (await backend.findIdempotency(scope, TOOL, KEY, at))?.body_hash ?? null;
}

/** Why a store that holds half a backup is not used. */
export function unfinishedError(): MemoryGraphError {
  return new MemoryGraphError(
    'storage_corrupt',
    'A restore into this store was cut off; it holds only part of the backup. Run the same "memorygraph restore" again: it goes on where it stopped.',
  );
}
