import type { Tool } from '@modelcontextprotocol/server';
import { compactSchema } from './json-schema.js';
import type { AnyTool } from './tool.js';

/** A tool as `tools/list` shows it. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Tool['inputSchema'];
  readonly outputSchema: Tool['outputSchema'] & object;
  readonly annotations: Readonly<Record<string, boolean>>;
}

const listed = new WeakMap<AnyTool, ListedTool>();

/** The entry of `tools/list` for a tool; its schemas are made on first use, once per process. */
export function listedTool(tool: AnyTool): ListedTool {
  const known = listed.get(tool);
  if (known !== undefined) return known;
  const made: ListedTool = {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: compactSchema(tool.input, 'input') as Tool['inputSchema'],
    outputSchema: compactSchema(tool.output, 'output') as Tool['outputSchema'] & object,
    annotations: annotationsOf(tool),
  };
  listed.set(tool, made);
  return made;
}

/** All four hints; nothing here reaches out into the world. */
export function annotationsOf(tool: AnyTool): ListedTool['annotations'] {
  const { readOnlyHint, destructiveHint, idempotentHint } = tool.annotations;
  return { readOnlyHint, destructiveHint, idempotentHint, openWorldHint: false };
}
