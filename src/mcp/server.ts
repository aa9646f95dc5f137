import {
  type McpRequestContext,
  McpServer,
  type McpServerFactory,
  type ServerOptions,
} from '@modelcontextprotocol/server';
import type { Identity } from '../contracts/identity.js';
import type { Principal } from '../domain/principal.js';
import type { Admit, AuditSink, Authorize, OnCall, ServicesFactory } from './call.js';
import type { Connection } from './connection.js';
import { INSTRUCTIONS } from './instructions.js';
import { registerPrompts } from './prompts.js';
import { registerResources } from './resources.js';
import { createSurface, type ToolAliases } from './surface.js';
import type { AnyTool, Toolset } from './tool.js';
import { registerTools } from './tools.js';

/** Makes a server for a connection or a request; a transport takes it. */
export type { McpServerFactory };

/** What a server is made of. */
export interface McpServerOptions {
  readonly version: string;
  /** Every tool there is; the profile decides which are shown. */
  readonly tools: readonly AnyTool[];
  /** Toolsets to show; default core. */
  readonly profile?: readonly Toolset[];
  /** Former tool names: old -> present. They can be called and are not listed. */
  readonly aliases?: ToolAliases;
  /** Who is at the other end: of the connection on stdio, of the request over HTTP. */
  readonly identityOf: (request: McpRequestContext) => Identity;
  /** Which tools are listed for a principal; default: all of the surface. */
  readonly lists?: (principal: Principal, tool: AnyTool) => boolean;
  readonly services: ServicesFactory;
  /** Default: what `src/policy` permits the principal. */
  readonly authorize?: Authorize;
  /** Default: everybody is served. */
  readonly admit?: Admit;
  /** Absent = calls are not audited. */
  readonly audit?: AuditSink;
  readonly onCall?: OnCall;
  /** Told of faults that belong to no call. */
  readonly onError?: (error: Error) => void;
  /** Registers more on every server, after our own; for tests that need fixtures. */
  readonly extend?: (server: McpServer) => void;
  /** Further options of the SDK, for such fixtures: our own requests keep no state with the client. */
  readonly sdkOptions?: Pick<ServerOptions, 'requestState'>;
}

const HOUR_MS = 3_600_000;
const LONG = { ttlMs: HOUR_MS, cacheScope: 'private' } as const;
const FRESH = { ttlMs: 0, cacheScope: 'private' } as const;

/** Makes one server of the SDK per connection (stdio) or per request (HTTP), both protocol eras alike. */
export function createMcpServerFactory(options: McpServerOptions): McpServerFactory {
  const surface = createSurface(options.tools, options.profile ?? ['core'], options.aliases);
  return (request) => {
    const server = new McpServer(
      { name: 'memorygraph', title: 'memorygraph', version: options.version },
      {
        ...options.sdkOptions,
        // What is listed never changes while the process runs.
        capabilities: {
          tools: { listChanged: false },
          resources: { listChanged: false },
          prompts: { listChanged: false },
        },
        instructions: INSTRUCTIONS,
        cacheHints: {
          'server/discover': LONG,
          'tools/list': LONG,
          'prompts/list': LONG,
          'resources/templates/list': LONG,
          'resources/list': FRESH,
          'resources/read': FRESH,
        },
      },
    );
    if (options.onError !== undefined) server.server.onerror = options.onError;
    const connection: Connection = {
      server,
      request,
      identity: options.identityOf(request),
      runner: options,
    };
    registerTools(connection, surface, options.lists);
    registerResources(connection);
    registerPrompts(connection);
    options.extend?.(server);
    return server;
  };
}
