import type { ErrorCode } from '../../errors/codes.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';
import { type OwnerContext, requireOperator } from './owner-context.js';

const REASONS: Partial<Record<ErrorCode, string>> = {
  storage_full: 'the disk has no room to write them anew, which takes about the size of the store',
  busy: 'another process reads an older state of the store, or writes to it',
};

/**
 * Writes the store's files anew, so that nothing that was erased is in any of them.
 * Throws what kept it from doing so (`busy`, `storage_full`, ...), with a sentence that says what holds meanwhile;
 * `forbidden`.
 */
export async function scrubStore(context: Pick<OwnerContext, 'backend' | 'scope'>): Promise<void> {
  requireOperator(context);
  try {
    await context.backend.scrub(context.scope);
  } catch (thrown) {
    const error = asMemoryGraphError(thrown);
    const why = REASONS[error.code];
    if (why === undefined) throw error;
    throw new MemoryGraphError(
      error.code,
      `What was purged is gone from the store, but its words may still be in unused parts of the store's files: ${why}. Run "memorygraph purge --scrub" when that has changed.`,
      { cause: error },
    );
  }
}
