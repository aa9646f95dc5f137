import type { AnyTool, Toolset } from './tool.js';

/** The toolsets there are, in the order they are shown. */
const TOOLSETS = ['core', 'extended', 'sessions', 'admin'] as const satisfies readonly Toolset[];

/** Former names of tools: old name -> present name. */
export type ToolAliases = Readonly<Record<string, string>>;

/** The tools a connection can see and call: the one thing that both the list and the call ask. */
export interface Surface {
  /** In the catalog's order, the same every time. */
  readonly tools: readonly AnyTool[];
  /** The tool of this name or former name; undefined where it is not shown. */
  readonly find: (name: string) => AnyTool | undefined;
  /** Former names that lead to a shown tool and are no tool's own name. */
  readonly aliases: ReadonlyMap<string, AnyTool>;
}

/** What a profile shows: toolset names; `extended` shows the core tools as well. */
export function createSurface(
  catalog: readonly AnyTool[],
  profile: readonly Toolset[],
  aliases: ToolAliases = {},
): Surface {
  const shown = new Set<Toolset>(profile);
  if (shown.has('extended')) shown.add('core');
  const tools = TOOLSETS.filter((toolset) => shown.has(toolset)).flatMap((toolset) =>
    catalog.filter((tool) => tool.toolset === toolset),
  );
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const byAlias = new Map<string, AnyTool>();
  for (const [alias, name] of Object.entries(aliases)) {
    const tool = byName.get(name);
    if (tool !== undefined && !byName.has(alias)) byAlias.set(alias, tool);
  }
  return { tools, find: (name) => byName.get(name) ?? byAlias.get(name), aliases: byAlias };
}
