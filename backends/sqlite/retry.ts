import { setTimeout as pause } from 'node:timers/promises';
import { isBusy } from './errors.js';

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 60;

/**
 * How long SQLite itself may wait for a lock. It waits without letting other requests of this process run,
 * so it gets a fraction; the rest is waited for here, between tries.
 */
export const LOCK_WAIT_MS = 100;

/** Does `work`, again with growing random pauses while another process holds a lock, for `limitMs` at most. */
export async function retryWhileBusy<T>(work: () => T, limitMs: number): Promise<T> {
  const end = performance.now() + limitMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return work();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= end) throw thrown;
    }
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
    await pause(Math.random() * longest);
  }
}
