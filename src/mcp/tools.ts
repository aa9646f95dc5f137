import type { Principal } from '../domain/principal.js';
import type { Connection } from './connection.js';
import { withCall } from './connection.js';
import { invokeTool } from './invoker.js';
import { annotationsOf, listedTool } from './listed-tool.js';
import { passThroughSchema } from './pass-through-schema.js';
import type { Surface } from './surface.js';
import type { AnyTool } from './tool.js';

/** Which tools a principal is shown; it is asked at every list. */
export type Lists = (principal: Principal, tool: AnyTool) => boolean;

/** Registers every tool of the surface on a server; former names can be called and are not listed. */
export function registerTools(connection: Connection, surface: Surface, lists?: Lists): void {
  for (const tool of surface.tools) registerTool(connection, tool.name, tool);
  if (surface.aliases.size === 0 && lists === undefined) return;
  for (const [alias, tool] of surface.aliases) registerTool(connection, alias, tool);
  // The SDK lists whatever is registered; a former name would cost every client its schema a second time.
  connection.server.server.setRequestHandler('tools/list', async () => ({
    tools: (await shown(connection, surface, lists)).map((tool) => ({ ...listedTool(tool) })),
  }));
}

/** Who cannot be made out is told what tools there are, and why none works when one is called. */
async function shown(
  { identity }: Connection,
  { tools }: Surface,
  lists: Lists = () => true,
): Promise<readonly AnyTool[]> {
  try {
    const principal = await identity.principal();
    return tools.filter((tool) => lists(principal, tool));
  } catch {
    return tools;
  }
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
