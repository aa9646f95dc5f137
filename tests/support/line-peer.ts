import { PassThrough } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { type StdioServer, serveOverStdio } from '../../src/transport/stdio.js';

/** A JSON-RPC message as it stands on the wire, its parts not yet trusted. */
export interface WireMessage {
  readonly jsonrpc: string;
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: WireResult;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** The parts of results that tests look at. */
export interface WireResult {
  readonly isError?: boolean;
  readonly content?: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly _meta?: Readonly<Record<string, { readonly code: string; readonly details: unknown }>>;
  readonly [key: string]: unknown;
}

/** The other end of a stdio server in this process: writes bytes, reads lines. */
export interface LinePeer {
  readonly server: StdioServer;
  readonly input: PassThrough;
  readonly output: PassThrough;
  readonly errors: Error[];
  /** Everything the server wrote so far. */
  readonly messages: WireMessage[];
  readonly send: (message: unknown) => void;
  readonly write: (text: string | Buffer) => void;
  /** The answer to a request (or null for the id-less errors), waited for at most 5 s. */
  readonly answer: (id: string | number | null) => Promise<WireMessage>;
  readonly request: (id: string | number, method: string, params?: unknown) => Promise<WireMessage>;
  readonly call: (id: string | number, name: string, args?: unknown) => Promise<WireMessage>;
  readonly open: () => Promise<WireMessage>;
}

/** Serves a factory on two in-memory streams. */
export function linePeer(factory: McpServerFactory, options: { readonly drainMs?: number } = {}): LinePeer {
  const [input, output] = [new PassThrough(), new PassThrough({ highWaterMark: 1024 * 1024 })];
  const messages: WireMessage[] = [];
  const errors: Error[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  output.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) messages.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  const server = serveOverStdio(factory, {
    input,
    output,
    onError: (error) => errors.push(error),
    ...options,
  });

  const write = (text: string | Buffer): void => void input.write(text);
  const send = (message: unknown): void => write(`${JSON.stringify(message)}\n`);

  function answer(id: string | number | null): Promise<WireMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`no answer to ${id}`))), 5_000);
      function finish(end: () => void): void {
        clearTimeout(timer);
        waiting.delete(look);
        end();
      }
      function look(): void {
        const found = messages.find((message) => message.id === id && message.method === undefined);
        if (found !== undefined) finish(() => resolve(found));
      }
      waiting.add(look);
      look();
    });
  }

  function request(id: string | number, method: string, params?: unknown): Promise<WireMessage> {
    send({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
    return answer(id);
  }

  return {
    ...{ server, input, output, errors, messages, send, write, answer, request },
    call: (id, name, args) => request(id, 'tools/call', { name, arguments: args }),
    open: () =>
      request('open', 'initialize', {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'peer', version: '1.2' },
      }),
  };
}
