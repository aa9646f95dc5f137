import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  localhostHostValidation,
  localhostOriginValidation,
  toNodeHandler,
} from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  isLegacyRequest,
  type McpServer,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import { createMcpServerFactory, type McpServerOptions } from '../../src/mcp/server.js';
import { registerAskingTools } from '../conformance/fixtures/asking-tools.js';
import { registerChangeTools } from '../conformance/fixtures/change-tools.js';
import { registerContentTools } from '../conformance/fixtures/content-tools.js';
import { registerInputRequiredTools, STATE } from '../conformance/fixtures/input-required-tools.js';
import { registerFixturePrompts } from '../conformance/fixtures/prompts.js';
import { registerFixtureResources } from '../conformance/fixtures/resources.js';
import { registerSchemaTools } from '../conformance/fixtures/schema-tools.js';
import { createSessions } from './conformance-sessions.js';

/** A server for the conformance suite that runs. */
export interface ConformanceServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the real factory's servers over HTTP on this host, with the suite's fixtures beside our own tools. */
export async function startConformanceServer(
  options: McpServerOptions,
  port = 0,
): Promise<ConformanceServer> {
  const factory: McpServerFactory = createMcpServerFactory({
    ...options,
    sdkOptions: { requestState: { verify: STATE.verify } },
    extend: registerFixtures,
  });
  const handler = createMcpHandler(factory, { legacy: 'reject' });
  const sessions = createSessions(factory);

  function registerFixtures(server: McpServer): void {
    server.server.registerCapabilities({ logging: {} });
    registerContentTools(server);
    registerSchemaTools(server);
    registerAskingTools(server);
    registerInputRequiredTools(server);
    registerChangeTools(server, () => handler.notify);
    registerFixtureResources(server);
    registerFixturePrompts(server);
  }

  const serve = toNodeHandler({
    fetch: async (request, given) =>
      (await isLegacyRequest(request.clone()))
        ? await sessions(request)
        : await handler.fetch(request, given),
  });
  const [hostIsOurs, originIsOurs] = [localhostHostValidation(), localhostOriginValidation()];
  const http = createServer((request, response) => {
    if (!hostIsOurs(request, response) || !originIsOurs(request, response)) return;
    void serve(request, response);
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const address = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/mcp`,
    close: async () => {
      await handler.close();
      await closeHttp(http);
    },
  };
}

async function closeHttp(http: Server): Promise<void> {
  http.closeAllConnections();
  await new Promise<void>((resolve) => http.close(() => resolve()));
}
