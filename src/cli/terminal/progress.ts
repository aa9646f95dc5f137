import { writeSync } from 'node:fs';

/** Shows how far long work is. */
export interface Progress {
  /** `total` null: not known. Drawn at most ten times a second. */
  show(what: string, done: number, total: number | null): void;
  /** Takes the line away. */
  clear(): void;
}

const BETWEEN_MS = 100;

/** One line on the terminal of stderr, drawn over; nothing at all in a pipe or a log. */
export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  let drawn = false;
  return {
    show(what, done, total) {
      const now = Date.now();
      if (now - drawnAt < BETWEEN_MS) return;
      [drawnAt, drawn] = [now, true];
      writeSync(2, `\r\u001b[K${what}: ${done}${total === null ? '' : ` of ${total}`}`);
    },
    clear() {
      if (drawn) writeSync(2, '\r\u001b[K');
      drawn = false;
    },
  };
}
