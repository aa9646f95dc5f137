import type { Readable, Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { LIMITS } from '../domain/limits.js';
import { createLineReader } from './line-reader.js';
import { createOutput, type Output } from './output.js';
import { type RefusedAnswer, readMessage, tooLongAnswer } from './read-message.js';
import { createUnanswered } from './unanswered.js';

/** Reading stops while more than this waits to be read by the client. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/** Streams of a stdio server and how long requests in flight are waited for when the input ends. */
export interface StdioTransportOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly drainMs: number;
}

/**
 * MCP over two byte streams, a message a line. A line that is no message is answered with an error and the
 * next one is read; when the input ends, requests in flight are answered before it closes.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];

  readonly #options: StdioTransportOptions;
  readonly #output: Output;
  readonly #unanswered = createUnanswered();
  readonly #read: (chunk: Buffer) => void;
  #state: 'new' | 'open' | 'ending' | 'closed' = 'new';

  constructor(options: StdioTransportOptions) {
    this.#options = options;
    this.#output = createOutput(options.output, () => void this.close());
    this.#read = createLineReader(LIMITS.message_bytes, {
      onLine: (line) => this.#receive(line),
      onTooLong: (head, tail) => this.#answer(tooLongAnswer(head, tail)),
    });
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new Error('The stdio transport was started before.');
    this.#state = 'open';
    const { input } = this.#options;
    input.on('data', this.#onData);
    input.on('end', this.#onEnd);
    input.on('close', this.#onEnd);
    input.on('error', this.#onInputError);
    if (input.readableEnded || input.destroyed) setImmediate(this.#onEnd);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#state === 'closed') return;
    const written = this.#write(JSON.stringify(message));
    this.#unanswered.sent(message);
    await written;
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    const { input } = this.#options;
    input.off('data', this.#onData);
    input.off('end', this.#onEnd);
    input.off('close', this.#onEnd);
    input.pause();
    await this.#output.flushed(this.#options.drainMs);
    this.#output.end();
    this.onclose?.();
  }

  readonly #onData = (chunk: Buffer | string): void => {
    this.#read(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  };

  readonly #onEnd = (): void => {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    void this.#unanswered.settled(this.#options.drainMs).then(() => this.close());
  };

  readonly #onInputError = (error: Error): void => {
    this.onerror?.(error);
    this.#onEnd();
  };

  #receive(line: Buffer): void {
    const read = readMessage(line);
    if (read.kind === 'message') {
      this.#unanswered.received(read.message);
      this.onmessage?.(read.message);
    } else if (read.kind === 'refused') {
      this.#answer(read.answer);
    } else if (read.reason !== 'an empty line') {
      this.onerror?.(new Error(`Passed over ${read.reason}`));
    }
  }

  #answer(answer: RefusedAnswer): void {
    this.onerror?.(new Error(`Refused a line: ${answer.error.message}`));
    void this.#write(JSON.stringify(answer));
  }

  async #write(text: string): Promise<void> {
    const written = this.#output.write(`${text}\n`);
    if (this.#output.waiting() > MOST_WAITING_BYTES && this.#state === 'open') {
      this.#options.input.pause();
      await written;
      if (this.#state === 'open') this.#options.input.resume();
    }
    await written;
  }
}
