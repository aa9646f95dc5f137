import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkArguments } from '../../../src/mcp/check-arguments.js';
import { type AnyTool, defineTool } from '../../../src/mcp/tool.js';

const tool: AnyTool = defineTool({
  name: 'try_it',
  title: 'Try',
  description: 'Tries.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: z.string().min(2).optional(),
      count: z.int().min(1).optional(),
      share: z.number().min(0).max(1).optional(),
      on: z.boolean().optional(),
      list: z.array(z.string()).min(1).max(2).optional(),
      either: z.union([z.string(), z.array(z.string())]).optional(),
      when: z.iso.datetime().optional(),
      id: z.string().regex(/^a+$/).optional(),
      even: z.number().multipleOf(2).optional(),
      own: z
        .string()
        .refine((text) => text === 'x', 'must be x')
        .optional(),
      context: z.strictObject({ a: z.string().optional() }).optional(),
    }),
  output: () => z.object({}),
  handler: async () => ({ data: {}, text: '' }),
});

function problem(args: unknown): string {
  try {
    checkArguments(tool, args);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
}

describe('what is wrong, in words', () => {
  it.each<[unknown, string]>([
    [{}, 'none'],
    [{ memory_id: 'a' }, '`memory_id` must have at least 2 characters; it has 1.'],
    [{ memory_id: null }, '`memory_id` must be a text, not null.'],
    [{ memory_id: 7 }, '`memory_id` must be a text, not 7.'],
    [{ count: 1.5 }, '`count` must be a whole number, not 1.5.'],
    [{ count: '1' }, '`count` must be a number, not a text.'],
    [{ count: 0 }, '`count` must be at least 1, not 0.'],
    [{ share: 2 }, '`share` must be at most 1, not 2.'],
    [{ on: 'yes' }, '`on` must be true or false, not a text.'],
    [{ list: 'a' }, '`list` must be a list, not a text.'],
    [{ list: [] }, '`list` must have at least 1 item; it has 0.'],
    [{ list: ['a', 'b', 'c'] }, '`list` must have at most 2 items; it has 3.'],
    [{ list: ['a', {}] }, '`list[1]` must be a text, not an object.'],
    [{ either: 7 }, '`either` must be a text or a list, not 7.'],
    [{ when: 'soon' }, '`when` must be a time such as 2026-03-01T12:00:00Z.'],
    [{ id: 'b' }, '`id` must match /^a+$/.'],
    [{ even: 3 }, '`even` must be a multiple of 2.'],
    [{ own: 'y' }, '`own` must be x.'],
    [{ context: 'x' }, '`context` must be an object, not a text.'],
    [{ context: { b: 1 } }, '`context.b` is not a field of `context`.'],
    [{ context: { user_id: 1 } }, '`context.user_id` is not a field of `context`: the server sets it.'],
    [{ memoryid: 'ab' }, '`memoryid` is not an argument of try_it. Did you mean `memory_id`?'],
    [{ tenant_id: 'x' }, '`tenant_id` is not an argument of try_it: who calls is known from the connection.'],
    [7, '`arguments` must be an object, not 7.'],
  ])('%j', (args, words) => {
    expect(problem(args)).toBe(words);
  });

  it('lists the arguments there are where none is near', () => {
    expect(problem({ zzzzzz: 1 })).toMatch(
      /^`zzzzzz` is not an argument of try_it\. It takes: memory_id, count,/,
    );
  });

  it('echoes no more of a wrong name than it must', () => {
    expect(problem({ ['y'.repeat(5_000)]: 1 }).length).toBeLessThan(300);
  });
});

describe('depth', () => {
  function nested(levels: number): unknown {
    let value: unknown = 'x';
    for (let level = 0; level < levels; level += 1) value = [value];
    return value;
  }

  it('64 levels are looked at, one more is too deep, and so is a hundred thousand', () => {
    expect(problem({ zzzz: nested(63) })).toContain('is not an argument');
    expect(problem({ zzzz: nested(64) })).toContain('nested deeper than 64 levels');
    expect(problem({ zzzz: nested(100_000) })).toContain('nested deeper than 64 levels');
  });
});
