import type { Readable, Writable } from 'node:stream';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { StdioTransport } from './stdio-transport.js';

/** Where a stdio server reads and writes, and who is told of its end. */
export interface StdioOptions {
  /** Default: the process's own. */
  readonly input?: Readable;
  readonly output?: Writable;
  /** Faults of the connection and refused lines, for the log. */
  readonly onError?: (error: Error) => void;
  /** Told once, after the last answer was written. */
  readonly onClose?: () => void;
  /** How long requests in flight may take after the input ended. Default 5000. */
  readonly drainMs?: number;
}

/** A stdio server that runs. */
export interface StdioServer {
  /** Stops serving: requests in flight are called off. */
  readonly close: () => Promise<void>;
  /** Resolves when it has closed, whichever side ended it. */
  readonly closed: Promise<void>;
}

const DRAIN_MS = 5_000;

/** Serves MCP on two streams, to clients of both protocol eras, until the input ends or it is closed. */
export function serveOverStdio(factory: McpServerFactory, options: StdioOptions = {}): StdioServer {
  const transport = new StdioTransport({
    input: options.input ?? process.stdin,
    output: options.output ?? process.stdout,
    drainMs: options.drainMs ?? DRAIN_MS,
  });
  const { onError, onClose } = options;
  const handle = serveStdio(factory, { transport, ...(onError === undefined ? {} : { onerror: onError }) });
  const serverClosed = transport.onclose;
  const closed = new Promise<void>((resolve) => {
    transport.onclose = () => {
      serverClosed?.();
      onClose?.();
      resolve();
    };
  });
  return { close: () => handle.close(), closed };
}
