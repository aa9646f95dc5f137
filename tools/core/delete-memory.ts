import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { version } from '../parameters/numbers.js';
import { id } from '../parameters/text.js';

export const deleteMemory = defineTool({
  name: 'delete_memory',
  title: 'Delete a memory',
  description:
    'Hides a memory everywhere; its owner can undelete it. Use for what was wrong; for what has changed, store the new with supersedes.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'delete' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The memory'),
      expected_version: version().describe('Refuse if changed'),
    }),
  output: () => z.looseObject({ id: z.string(), version: z.number(), deleted: z.boolean() }),
  handler: async ({ memory_id, expected_version }, { repositories }) => {
    const removed = await repositories.memories.remove(memory_id, expected_version);
    return {
      data: { ...removed, deleted: true },
      text: `Memory ${removed.id} is deleted: no tool finds it any more. The owner of the store can bring it back: memorygraph undelete ${removed.id}`,
    };
  },
});
