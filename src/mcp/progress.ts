import type { ServerContext } from '@modelcontextprotocol/server';
import type { ToolServices } from './tool.js';

/** At most about ten a second. */
const LEAST_GAP_MS = 100;

/** Reports of one request's progress. */
export interface ProgressReporter {
  readonly report: ToolServices['progress'];
  /** Nothing is sent after this. */
  readonly end: () => void;
}

/**
 * Sends progress where the request carries a progress token: strictly increasing, not too often, never after
 * the end. Without a token it does nothing.
 */
export function progressReporter(
  context: ServerContext,
  now: () => number = () => performance.now(),
): ProgressReporter {
  const token = context.mcpReq._meta?.progressToken;
  if (token === undefined) return { report: () => {}, end: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;
  let ended = false;
  return {
    report(done, total, message) {
      if (ended || context.mcpReq.signal.aborted || !(done > last)) return;
      const at = now();
      if (at - sentAt < LEAST_GAP_MS) return;
      last = done;
      sentAt = at;
      const params = {
        progressToken: token,
        progress: done,
        total,
        ...(message === undefined ? {} : { message }),
      };
      // A client that went away is told nothing; the work itself notices through its signal.
      context.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
    },
    end() {
      ended = true;
    },
  };
}
