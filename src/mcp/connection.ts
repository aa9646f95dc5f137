import type { McpRequestContext, McpServer, ServerContext } from '@modelcontextprotocol/server';
import type { Identity } from '../contracts/identity.js';
import type { IncomingCall } from './call.js';
import { clientName } from './client-name.js';
import { progressReporter } from './progress.js';
import type { CallRunner } from './run-call.js';

/** One connection (stdio) or one request (HTTP): a server of the SDK and who is at its other end. */
export interface Connection {
  readonly server: McpServer;
  readonly request: McpRequestContext;
  /** Who is at the other end, asked at every call. */
  readonly identity: Identity;
  readonly runner: CallRunner;
}

const NEVER = new AbortController().signal;

/** Runs one request's work with its call, and ends its progress reports with it. */
export async function withCall<Result>(
  connection: Connection,
  operation: string,
  context: ServerContext | undefined,
  work: (call: IncomingCall) => Promise<Result>,
): Promise<Result> {
  const progress = context === undefined ? undefined : progressReporter(context);
  const client = clientName(connection.server, context);
  try {
    return await work({
      operation,
      identity: connection.identity,
      ...(client === undefined ? {} : { client }),
      signal: context?.mcpReq.signal ?? NEVER,
      progress: progress?.report ?? (() => {}),
    });
  } finally {
    progress?.end();
  }
}
