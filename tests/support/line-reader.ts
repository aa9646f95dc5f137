import type { Readable } from 'node:stream';

/** Cuts a stream into lines without scanning a long line more than once. */
export class LineReader {
  #parts: Buffer[] = [];
  readonly #onLine: (line: string) => void;

  constructor(stream: Readable, onLine: (line: string) => void) {
    this.#onLine = onLine;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  #take(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.#parts.push(chunk.subarray(from, at));
      const line = Buffer.concat(this.#parts).toString('utf8');
      this.#parts = [];
      from = at + 1;
      if (line.trim() !== '') this.#onLine(line);
    }
    if (from < chunk.length) this.#parts.push(chunk.subarray(from));
  }
}
