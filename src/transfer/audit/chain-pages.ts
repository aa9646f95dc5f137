import type { AuditLog } from '../../contracts/audit-log.js';
import type { ChainedAuditEvent } from '../../domain/audit.js';
import type { ErrorCode } from '../../errors/codes.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const PAGE = 1_000;

/** A chain from its first event to the one of `last`, in pages. Throws `cancelled`, and what the store throws. */
export async function* chainPages(
  log: AuditLog,
  last: number,
  signal?: AbortSignal,
): AsyncGenerator<readonly ChainedAuditEvent[]> {
  let after = 0;
  for (;;) {
    if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
    const page = await pageOf(log, after);
    const wanted = page.filter(({ sequence }) => sequence <= last);
    if (wanted.length > 0) yield wanted;
    const end = page.at(-1)?.sequence ?? last;
    // A damaged file may give the same rows for ever.
    if (end >= last || end <= after) return;
    after = end;
  }
}

/** A damaged page of the file spoils no more of the events than it holds. */
async function pageOf(log: AuditLog, after: number): Promise<ChainedAuditEvent[]> {
  try {
    return await log.events({ after, limit: PAGE });
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    return await log.events({ after, limit: 1 });
  }
}

/** True where the store says that its file is damaged, or gone. */
export function isDamage(thrown: unknown): boolean {
  return thrown instanceof MemoryGraphError && DAMAGE.has(thrown.code);
}

const DAMAGE: ReadonlySet<ErrorCode> = new Set([
  'storage_corrupt',
  'storage_not_a_database',
  'storage_missing',
]);
