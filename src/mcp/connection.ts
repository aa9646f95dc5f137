import type { McpRequestContext, McpServer, ServerContext } from '@modelcontextprotocol/server';
import type { Principal } from '../domain/principal.js';
import type { Call } from './call.js';
import { clientName } from './client-name.js';
import { progressReporter } from './progress.js';
import type { CallRunner } from './run-call.js';

/** One connection (stdio) or one request (HTTP): a server of the SDK and who is at its other end. */
export interface Connection {
  readonly server: McpServer;
  readonly request: McpRequestContext;
  readonly principal: Principal;
  readonly runner: CallRunner;
}

const NEVER = new AbortController().signal;

/** Runs one request's work with its call, and ends its progress reports with it. */
export async function withCall<Result>(
  connection: Connection,
  operation: string,
  context: ServerContext | undefined,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const progress = context === undefined ? undefined : progressReporter(context);
  const client = clientName(connection.server, context);
  try {
    return await work({
      operation,
      principal: connection.principal,
      ...(client === undefined ? {} : { client }),
      signal: context?.mcpReq.signal ?? NEVER,
      progress: progress?.report ?? (() => {}),
    });
  } finally {
    progress?.end();
  }
}
