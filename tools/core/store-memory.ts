import * as z from 'zod';
import { canonicalJson } from '../../src/domain/canonical-json.js';
import { titleFromContent } from '../../src/domain/title.js';
import { defineTool } from '../../src/mcp/tool.js';
import { storedData, storedOutput } from '../answers/stored.js';
import { idempotencyKey, newMemoryShape, onDuplicate, toNewMemory } from '../parameters/new-memory.js';
import { inline } from '../render/lines.js';
import { renderStored } from '../render/stored.js';

const NAME = 'store_memory';

export const storeMemory = defineTool({
  name: NAME,
  title: 'Store a memory',
  description:
    'Keeps a fix, decision, error, pattern or preference. Use once when a thing is settled; to add to a stored one use update_memory. Never for secrets.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  input: () =>
    z.strictObject({
      ...newMemoryShape(),
      on_duplicate: onDuplicate(),
      idempotency_key: idempotencyKey(),
    }),
  output: storedOutput,
  handler: async ({ on_duplicate, idempotency_key, ...given }, { repositories, signal }) => {
    const { memory, notes } = toNewMemory(given, on_duplicate);
    const [outcome] = await repositories.memories.store([memory], {
      signal,
      ...(idempotency_key === undefined
        ? {}
        : { idempotency: { tool: NAME, key: idempotency_key, body: canonicalJson(memory) } }),
    });
    if (outcome === undefined) throw new Error('the repository gave no outcome for the memory');
    const data = storedData(outcome, notes);
    const title = inline(memory.title ?? titleFromContent(memory.content));
    return { data, text: renderStored(data, `${memory.type} "${title}"`) };
  },
});
