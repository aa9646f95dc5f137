import { TOOLS } from '../../tools/catalog.js';
import { createSurface } from '../mcp/surface.js';
import type { AnyTool, Toolset } from '../mcp/tool.js';

/** One tool in a list. */
export interface ToolListing {
  readonly name: string;
  readonly title: string;
  readonly toolset: Toolset;
  /** The first sentence of its description. */
  readonly summary: string;
}

/** The tools that a profile shows, in the order clients see them. */
export function describeTools(profile: readonly Toolset[]): ToolListing[] {
  return createSurface(TOOLS, profile).tools.map(listing);
}

function listing({ name, title, toolset, description }: AnyTool): ToolListing {
  const summary = /^.*?[.!?](?=\s|$)/s.exec(description)?.[0] ?? description;
  return { name, title, toolset, summary };
}
