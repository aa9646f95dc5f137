import { randomUUID } from 'node:crypto';
import {
  type EventStore,
  isInitializeRequest,
  type JSONRPCMessage,
  type McpServerFactory,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';

/**
 * Sessions of the 2025 era, in which a server can ask its client something: the suite tests them. Tests only;
 * the product keeps no sessions.
 */
export function createSessions(factory: McpServerFactory): (request: Request) => Promise<Response> {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();

  async function open(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      eventStore: createEventStore(),
      retryInterval: 100,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const server = await factory({ era: 'legacy' });
    await server.connect(transport);
    return transport;
  }

  return async (request) => {
    const id = request.headers.get('mcp-session-id');
    if (id !== null) {
      const transport = sessions.get(id);
      return transport === undefined ? refusal(404, 'Session not found') : transport.handleRequest(request);
    }
    const body: unknown = await request
      .clone()
      .json()
      .catch(() => null);
    if (!isInitializeRequest(body)) return refusal(400, 'A session begins with initialize');
    return (await open()).handleRequest(request, { parsedBody: body });
  };
}

function refusal(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, { status });
}

/** Keeps the messages of a session's streams, so that a client can take one up again. */
function createEventStore(): EventStore {
  const events: { readonly id: string; readonly stream: string; readonly message: JSONRPCMessage }[] = [];
  return {
    async storeEvent(stream, message) {
      const id = String(events.length + 1);
      events.push({ id, stream, message });
      return id;
    },
    async getStreamIdForEventId(id) {
      return events[Number(id) - 1]?.stream;
    },
    async replayEventsAfter(lastId, { send }) {
      const stream = events[Number(lastId) - 1]?.stream ?? '';
      const missed = events.slice(Number(lastId)).filter((event) => event.stream === stream);
      for (const { id, message } of missed) if (Object.keys(message).length > 0) await send(id, message);
      return stream;
    },
  };
}
