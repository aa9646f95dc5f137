import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listedTool } from '../../src/mcp/listed-tool.js';
import { TOOL_ALIASES } from '../../tools/aliases.js';
import { TOOLS } from '../../tools/catalog.js';
import { LEAST_ARGUMENTS } from './valid-arguments.js';

type Schema = { readonly [key: string]: unknown };

// Objects that their own reader bounds: their fields are named in the description, which is shorter.
const OPEN_OBJECTS = new Set([
  'store_memory.context',
  'store_memory.relationships[]',
  'store_memories.memories[].context',
  'store_memories.memories[].relationships[]',
  'update_memory.context',
]);

/** Tools whose arguments say who sees a memory, of the caller's own teams alone. */
const SAYS_WHO_SEES = new Set(['store_memory', 'share_memory']);
/** Tools that only read, and what: matters of the whole server, of which no caller of a tenant may read. */
const READS_ABOVE_TENANTS = new Set(['server_status']);

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const listed = listedTool(tool);
  const least = LEAST_ARGUMENTS[name] ?? {};

  test('is named by a verb, in a file of its name', () => {
    expect(name).toMatch(/^[a-z][a-z_]{0,63}$/);
    expect(existsSync(`tools/${tool.toolset}/${name.replaceAll('_', '-')}.ts`)).toBe(true);
    expect(tool.title).toMatch(/^[A-Z].{2,48}$/);
  });

  test('says in at most three sentences what it does and when to use it', () => {
    const sentences = tool.description.split(/(?<=[.!?])\s+/);
    expect(sentences.length).toBeLessThanOrEqual(3);
    expect(tool.description.length).toBeLessThanOrEqual(600);
    expect(tool.description).toMatch(/\b[Uu]se\b/);
    expect(tool.description).toMatch(/[.]$/);
  });

  test('describes and bounds every argument', () => {
    expect(faults(listed.inputSchema, name, false)).toEqual([]);
  });

  test('refuses unknown arguments, and those that would say who calls', () => {
    const says = ['tenant_id', 'tenant', 'user_id', 'created_by', 'token', 'authorization', 'role', 'roles'];
    const sees = SAYS_WHO_SEES.has(name) ? [] : ['team_id', 'visibility', 'projects'];
    for (const key of ['zz', ...says, ...sees]) {
      expect(tool.input.safeParse({ ...least, [key]: 'x' }).success, key).toBe(false);
    }
  });

  test('takes null for an argument that may be left out', () => {
    expect(tool.input.safeParse(least).error).toBeUndefined();
    for (const key of Object.keys(tool.input.shape)) {
      if (key in least) continue;
      expect(tool.input.safeParse({ ...least, [key]: null }).error, key).toBeUndefined();
    }
  });

  test('hints and permission agree', () => {
    const { readOnlyHint, destructiveHint, idempotentHint } = tool.annotations;
    if (READS_ABOVE_TENANTS.has(name))
      expect({ readOnlyHint, permission: tool.permission }).toEqual({
        readOnlyHint: true,
        permission: { resource: 'config', action: 'admin' },
      });
    else expect(readOnlyHint).toBe(tool.permission.action === 'read');
    if (readOnlyHint)
      expect({ destructiveHint, idempotentHint }).toEqual({ destructiveHint: false, idempotentHint: true });
    if (tool.permission.action === 'delete') expect(destructiveHint).toBe(true);
    expect(Object.keys(listed.annotations).sort()).toEqual([
      'destructiveHint',
      'idempotentHint',
      'openWorldHint',
      'readOnlyHint',
    ]);
    expect(listed.annotations.openWorldHint).toBe(false);
  });

  test('has an output schema', () => {
    expect(listed.outputSchema.type).toBe('object');
    expect(Object.keys(listed.outputSchema.properties ?? {}).length).toBeGreaterThan(0);
  });
});

test('names are used once, core tools come first', () => {
  const names = TOOLS.map((tool) => tool.name);
  expect(new Set(names).size).toBe(names.length);
  expect(TOOLS.map((tool) => tool.toolset)).toEqual([
    ...Array(9).fill('core'),
    ...Array(14).fill('extended'),
    ...Array(4).fill('admin'),
  ]);
});

test('aliases lead to tools and hide none', () => {
  const names = new Set(TOOLS.map((tool) => tool.name));
  for (const [alias, name] of Object.entries(TOOL_ALIASES)) {
    expect(names.has(name)).toBe(true);
    expect(names.has(alias)).toBe(false);
  }
});

test('the core tools fit into the bytes clients pay for', () => {
  const core = TOOLS.filter((tool) => tool.toolset === 'core').map(listedTool);
  const without = core.map(({ outputSchema: _output, ...rest }) => rest);
  expect(Buffer.byteLength(JSON.stringify(without))).toBeLessThanOrEqual(12_000 - 40);
  expect(Buffer.byteLength(JSON.stringify(core))).toBeLessThanOrEqual(18_000 * 0.95);
});

/** What an input schema leaves undescribed or unbounded. */
function faults(schema: Schema, path: string, described: boolean): string[] {
  const found: string[] = [];
  if (described && !schema.description) found.push(`${path}: no description`);
  const types = [schema.type].flat();
  if (types.includes('string') && schema.enum === undefined && schema.maxLength === undefined)
    found.push(`${path}: no maxLength`);
  if (types.includes('number') || types.includes('integer')) {
    if (schema.minimum === undefined || schema.maximum === undefined) found.push(`${path}: no bounds`);
  }
  if (types.includes('array')) {
    if (schema.maxItems === undefined) found.push(`${path}: no maxItems`);
    found.push(...faults(schema.items as Schema, `${path}[]`, false));
  }
  if (types.includes('object') && !OPEN_OBJECTS.has(path)) {
    if (schema.additionalProperties !== false) found.push(`${path}: open object`);
    for (const [key, inner] of Object.entries((schema.properties ?? {}) as Record<string, Schema>))
      found.push(...faults(inner, `${path}.${key}`, true));
  }
  const choices = (schema.anyOf ?? []) as Schema[];
  for (const choice of choices) found.push(...faults(choice, path, false));
  if (schema.type === undefined && choices.length === 0) found.push(`${path}: no type`);
  return found;
}
