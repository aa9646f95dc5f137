import { setImmediate as nextTurn } from 'node:timers/promises';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const LINES_PER_TURN = 200;

/**
 * Lines between which the process may hear that the work was called off: a database is read without ever waiting,
 * so nothing else would get a turn. Throws `cancelled`.
 */
export async function* interruptible<Line>(
  lines: AsyncIterable<Line>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Line> {
  let count = 0;
  for await (const line of lines) {
    if (++count % LINES_PER_TURN === 0) await nextTurn();
    if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
    yield line;
  }
}
