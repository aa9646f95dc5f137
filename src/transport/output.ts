import type { Writable } from 'node:stream';

/** Writes lines to a stream, in order. */
export interface Output {
  /** Resolves when there is room again; at once after the other side went away. */
  readonly write: (line: string) => Promise<void>;
  /** Bytes waiting to be read by the other side. */
  readonly waiting: () => number;
  /** Resolves when everything written was handed over, or after `timeoutMs`. */
  readonly flushed: (timeoutMs: number) => Promise<void>;
  readonly end: () => void;
}

/** `onGone` is told once when the other side does not read any more (EPIPE and the like). */
export function createOutput(stream: Writable, onGone: (error: Error) => void): Output {
  let gone = false;
  let room: Promise<void> | null = null;

  function onError(error: Error): void {
    if (gone) return;
    gone = true;
    stream.emit('drain');
    onGone(error);
  }

  function untilRoom(): Promise<void> {
    room ??= new Promise((resolve) => {
      stream.once('drain', () => {
        room = null;
        resolve();
      });
    });
    return room;
  }

  stream.on('error', onError);
  return {
    async write(line) {
      if (gone || stream.destroyed) return;
      if (!stream.write(line)) await untilRoom();
    },
    waiting: () => stream.writableLength,
    async flushed(timeoutMs) {
      if (gone || stream.destroyed || stream.writableLength === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        stream.write('', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    end() {
      // The error listener stays: a late EPIPE without one would end the process.
      gone = true;
    },
  };
}
