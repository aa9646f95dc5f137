import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { type AnyTool, defineTool } from '../../src/mcp/tool.js';

const READ = { resource: 'memory', action: 'read' } as const;
const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true } as const;

/** Says back what it was given, whatever the shape: shows what reaches a handler. */
const echo = defineTool({
  name: 'echo',
  title: 'Echo',
  description: 'Says the text back.',
  toolset: 'core',
  permission: READ,
  annotations: READ_ONLY,
  input: () =>
    z.strictObject({
      text: z.string().min(1).max(100_000).describe('What to say'),
      mood: z.enum(['calm', 'loud']).optional(),
      times: z.int().min(1).max(3).default(1),
      tags: z.array(z.string().max(5)).max(2).optional(),
      context: z.strictObject({ project_id: z.string().optional() }).optional(),
      metadata: z.record(z.string(), z.unknown()).optional(),
    }),
  output: () => z.object({ text: z.string(), times: z.int() }),
  handler: async (input) => ({
    data: { text: input.text, times: input.times },
    text: input.text.repeat(input.times),
  }),
});

/** Takes its time, reports progress, and stops when it is called off. */
const slow = defineTool({
  name: 'slow',
  title: 'Slow',
  description: 'Waits.',
  toolset: 'core',
  permission: READ,
  annotations: READ_ONLY,
  input: () =>
    z.strictObject({ ms: z.int().min(0).max(20_000), steps: z.int().min(1).max(10_000).default(1) }),
  output: () => z.object({ done: z.boolean() }),
  handler: async ({ ms, steps }, { signal, progress }) => {
    for (let step = 0; step < steps; step += 1) {
      await sleep(ms / steps, undefined, { signal });
      progress(step + 1, steps, `step ${step + 1}`);
    }
    setTimeout(() => progress(steps + 1, steps), 50);
    return { data: { done: true }, text: 'done' };
  },
});

const FAILURES: Readonly<Record<string, () => unknown>> = {
  known: () =>
    new MemoryGraphError('not_found', 'No memory has the id 7.', {
      details: { id: '7' },
      operatorMessage: 'looked in /secret/path.db',
    }),
  unknown: () => new Error('SQLITE_ERROR: near "x" in /secret/path.db'),
  nothing: () => undefined,
};

/** Fails in the way asked for. */
const fail = defineTool({
  name: 'fail',
  title: 'Fail',
  description: 'Fails.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  input: () => z.strictObject({ how: z.enum(['known', 'unknown', 'nothing', 'output']) }),
  output: () => z.object({ ok: z.literal(true) }),
  handler: async ({ how }) => {
    if (how === 'output') return { data: { ok: 'maybe' as unknown as true }, text: 'broken' };
    throw FAILURES[how]?.();
  },
});

/** Which client asks, as the services know it. */
const who = defineTool({
  name: 'who',
  title: 'Who',
  description: 'Names the client.',
  toolset: 'extended',
  permission: READ,
  annotations: READ_ONLY,
  input: () => z.strictObject({}),
  output: () => z.object({ now: z.string() }),
  handler: async (_input, services) => ({ data: { now: services.now() }, text: services.now() }),
});

/** Tools that try the ways of a call, none of which needs a store. */
export const FIXTURE_TOOLS: readonly AnyTool[] = [who, echo, slow, fail];
