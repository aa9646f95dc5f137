import type { ServerContext } from '@modelcontextprotocol/server';
import { asMemoryGraphError, type MemoryGraphError } from '../errors/memory-graph-error.js';
import { type Connection, withCall } from './connection.js';
import { protocolError } from './protocol-error.js';
import { runCall } from './run-call.js';
import type { ToolServices } from './tool.js';

const READ_MEMORIES = { resource: 'memory', action: 'read' } as const;

/**
 * Work that reads memories for a resource, a prompt or a completion. Failures are JSON-RPC errors, made by
 * `asError` where a kind of request has its own.
 */
export async function read<Result>(
  connection: Connection,
  operation: string,
  context: ServerContext | undefined,
  work: (services: ToolServices) => Promise<Result>,
  asError: (error: MemoryGraphError) => Error = protocolError,
): Promise<Result> {
  return await withCall(connection, operation, context, async (call) => {
    try {
      return await runCall(connection.runner, call, {
        permission: READ_MEMORIES,
        prepare: () => undefined,
        run: (_input, services) => work(services),
      });
    } catch (thrown) {
      throw asError(asMemoryGraphError(thrown));
    }
  });
}
