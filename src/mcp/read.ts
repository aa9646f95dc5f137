import type { ServerContext } from '@modelcontextprotocol/server';
import { asMemoryGraphError, type MemoryGraphError } from '../errors/memory-graph-error.js';
import { type Connection, withCall } from './connection.js';
import { protocolError } from './protocol-error.js';
import { runCall } from './run-call.js';
import type { ToolServices } from './tool.js';

const READ_MEMORIES = { resource: 'memory', action: 'read' } as const;

interface ReadOptions {
  /** What the request names, for the audit: as arguments of a tool would. */
  readonly names?: unknown;
  /** Makes the JSON-RPC error where a kind of request has its own. */
  readonly asError?: (error: MemoryGraphError) => Error;
}

/**
 * Work that reads memories for a resource, a prompt or a completion. Failures are JSON-RPC errors.
 */
export async function read<Result>(
  connection: Connection,
  operation: string,
  context: ServerContext | undefined,
  work: (services: ToolServices) => Promise<Result>,
  { names, asError = protocolError }: ReadOptions = {},
): Promise<Result> {
  return await withCall(connection, operation, context, async (call) => {
    try {
      return await runCall(connection.runner, call, {
        permission: READ_MEMORIES,
        args: names,
        prepare: () => undefined,
        run: (_input, services) => work(services),
      });
    } catch (thrown) {
      throw asError(asMemoryGraphError(thrown));
    }
  });
}
