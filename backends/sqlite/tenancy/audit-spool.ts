import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SPOOL_END, spoolLine, type WaitingEvent } from './spool-lines.js';

const NAME_BYTES = 16;
/** A file that was written to within this time is nobody's to remove. */
const SURE_MS = 60_000;

/**
 * Events of one tenant on their way into its chain, in a file of this process: one that was added is in the file, so
 * that no end of the process loses it. The file is made with the first event; once all that it holds is in the chain it
 * is written from its beginning again, which costs less than to make it longer or shorter.
 */
export class AuditSpool {
  readonly name = randomBytes(NAME_BYTES).toString('hex');
  readonly #folder: string;
  #waiting: WaitingEvent[] = [];
  #last = 0;
  #file: number | null = null;
  /** Where the next line goes. */
  #end = 0;
  #wroteAt = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Added and not settled, in order. */
  get waiting(): readonly WaitingEvent[] {
    return this.#waiting;
  }

  /** Throws what the file system throws, and `ENOSPC` where there is room for a part alone; then nothing was added. */
  add(text: string): void {
    const added = { number: this.#last + 1, text };
    this.#write([added]);
    this.#last += 1;
    this.#waiting.push(added);
  }

  /** Forgets the events up to this number: they are in the chain. */
  settle(number: number): void {
    this.#waiting = this.#waiting.filter((each) => each.number > number);
    if (this.#waiting.length === 0) this.#end = 0;
  }

  /**
   * What still waits stays in the file, for whoever opens the tenant next.
   * @returns whether there is a file that is not needed any more.
   */
  close(): boolean {
    if (this.#file === null) return false;
    closeSync(this.#file);
    this.#file = null;
    return this.#waiting.length === 0;
  }

  /** Writes from the end of what is there on, over the mark that stands there, and another mark behind it. */
  #write(events: readonly WaitingEvent[]): void {
    this.#file ??= this.#open();
    const text = events.map(spoolLine).join('') + SPOOL_END;
    const length = Buffer.byteLength(text);
    if (writeSync(this.#file, text, this.#end) !== length) {
      writeSync(this.#file, SPOOL_END, this.#end);
      throw Object.assign(new Error('no room for the whole event'), { code: 'ENOSPC' });
    }
    const now = performance.now();
    const mayBeGone = now - this.#wroteAt > SURE_MS;
    this.#wroteAt = now;
    if (mayBeGone && fstatSync(this.#file).nlink === 0) this.#writeAnew(this.#file, events);
    else this.#end += length - SPOOL_END.length;
  }

  /** Somebody took the file for one that its process had left, and removed it. */
  #writeAnew(gone: number, events: readonly WaitingEvent[]): void {
    closeSync(gone);
    this.#file = null;
    this.#end = 0;
    this.#write([...this.#waiting, ...events]);
  }

  #open(): number {
    const path = join(this.#folder, this.name);
    for (let attempt = 0; ; attempt++) {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      try {
        return openSync(path, 'wx', 0o600);
      } catch (thrown) {
        // Another process may have removed the empty folder in between.
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 2) throw thrown;
      }
    }
  }
}
