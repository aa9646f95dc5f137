import { createHash } from 'node:crypto';
import type { IdempotencyRecord } from '../../domain/change-set.js';
import { LIMITS } from '../../domain/limits.js';
import type { StoreOutcome } from '../../domain/new-memory.js';
import { addMilliseconds } from '../../domain/time.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { RepositoryContext } from '../context.js';

/** A call that may be repeated: its tool, the caller's key, and what it asked for. */
export interface Idempotency {
  readonly tool: string;
  readonly key: string;
  readonly body: string;
}

const HOUR_MS = 3_600_000;

/**
 * The answer that the same call got before, or null. Throws `idempotency_conflict` where the key was used for another.
 */
export async function earlierAnswer(
  context: RepositoryContext,
  idempotency: Idempotency | undefined,
  at: string,
): Promise<StoreOutcome[] | null> {
  if (idempotency === undefined) return null;
  const earlier = await context.backend.findIdempotency(context.scope, idempotency.tool, idempotency.key, at);
  if (earlier === null) return null;
  if (earlier.body_hash === bodyHash(idempotency)) {
    const outcomes = JSON.parse(earlier.answer) as StoreOutcome[];
    // What was similar and visible then may not be shown to the caller any more.
    return context.scope.access === null
      ? outcomes
      : outcomes.map((outcome) => ({ ...outcome, near_duplicates: [] }));
  }
  throw new MemoryGraphError(
    'idempotency_conflict',
    'This idempotency_key was used in the last 24 hours with other arguments; nothing was written. Use a new key.',
    { details: { argument: 'idempotency_key' } },
  );
}

/** The answer of a call, kept for its repetitions. */
export function answerRecord(
  idempotency: Idempotency,
  answer: readonly StoreOutcome[],
  at: string,
): IdempotencyRecord {
  return {
    tool: idempotency.tool,
    key: idempotency.key,
    body_hash: bodyHash(idempotency),
    answer: JSON.stringify(answer),
    expires_at: addMilliseconds(at, LIMITS.idempotency_hours * HOUR_MS),
  };
}

function bodyHash(idempotency: Idempotency): string {
  return createHash('sha256').update(idempotency.body).digest('hex');
}
