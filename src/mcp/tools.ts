import type { Connection } from './connection.js';
import { withCall } from './connection.js';
import { invokeTool } from './invoker.js';
import { annotationsOf, listedTool } from './listed-tool.js';
import { passThroughSchema } from './pass-through-schema.js';
import type { Surface } from './surface.js';
import type { AnyTool } from './tool.js';

/** Registers every tool of the surface on a server; former names can be called and are not listed. */
export function registerTools(connection: Connection, surface: Surface): void {
  for (const tool of surface.tools) registerTool(connection, tool.name, tool);
  if (surface.aliases.size === 0) return;
  for (const [alias, tool] of surface.aliases) registerTool(connection, alias, tool);
  // The SDK lists whatever is registered; a former name would cost every client its schema a second time.
  connection.server.server.setRequestHandler('tools/list', () => ({
    tools: surface.tools.map((tool) => ({ ...listedTool(tool) })),
  }));
}

function registerTool(connection: Connection, name: string, tool: AnyTool): void {
  connection.server.registerTool(
    name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: passThroughSchema(() => listedTool(tool).inputSchema),
      outputSchema: passThroughSchema(() => listedTool(tool).outputSchema),
      annotations: annotationsOf(tool),
    },
    async (args, context) =>
      await withCall(connection, tool.name, context, (call) =>
        invokeTool(tool, args, call, connection.runner),
      ),
  );
}
