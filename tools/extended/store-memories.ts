import * as z from 'zod';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { LIMITS } from '../../src/domain/limits.js';
import { defineTool } from '../../src/mcp/tool.js';
import { storedData, storedOutput } from '../answers/stored.js';
import { idempotencyKey, newMemoryShape, onDuplicate, toNewMemory } from '../parameters/new-memory.js';
import { renderBatch } from '../render/stored.js';

const NAME = 'store_memories';

export const storeMemories = defineTool({
  name: NAME,
  title: 'Store several memories',
  description:
    'Stores up to 100 memories at once, all of them or none. Use it to take over notes or the messages of a conversation; for a single finding use store_memory.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  input: () =>
    z.strictObject({
      memories: z
        .array(z.strictObject(newMemoryShape()))
        .min(1)
        .max(LIMITS.batch_memories)
        .describe('Each as in store_memory; answered in this order'),
      on_duplicate: onDuplicate(),
      idempotency_key: idempotencyKey(),
    }),
  output: () => z.looseObject({ results: z.array(storedOutput()) }),
  handler: async ({ memories, on_duplicate, idempotency_key }, { repositories, signal, progress }) => {
    const parsed = memories.map((given) => toNewMemory(given, on_duplicate));
    const toStore = parsed.map(({ memory }) => memory);
    const outcomes = await repositories.memories.store(toStore, {
      signal,
      onProgress: (done, total) => progress(done, total, `${done} of ${total} memories prepared`),
      ...(idempotency_key === undefined
        ? {}
        : { idempotency: { tool: NAME, key: idempotency_key, body: canonicalJson(toStore) } }),
    });
    const results = outcomes.map((outcome, at) => storedData(outcome, parsed[at]?.notes ?? []));
    return { data: { results }, text: renderBatch(results) };
  },
});
