import { writeSync } from 'node:fs';
import { safeJson } from './safe-text.js';

/** The only writer to stdout beside the protocol: what a command answers. */
export function writeOutput(text: string): void {
  writeAll(1, text.endsWith('\n') ? text : `${text}\n`);
}

/** One JSON value on stdout: indented where a person reads it, one line in a pipe. */
export function writeJson(value: unknown): void {
  writeOutput(safeJson(JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)));
}

/** A line for the person or the log beside the answer. */
export function writeNote(text: string): void {
  writeAll(2, `${text}\n`);
}

/** Synchronous, so that nothing is lost when the process ends; a reader that went away is no error. */
function writeAll(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else if (code === 'EPIPE') return;
      else throw error;
    }
  }
}
