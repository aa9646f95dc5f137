import * as z from 'zod';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { defineTool, type ToolServices } from '../../src/mcp/tool.js';
import { type KnownRecord, versionOutput, versionsOf } from '../answers/versions.js';
import { optionalText } from '../parameters/absent.js';
import { limit } from '../parameters/numbers.js';
import { id } from '../parameters/text.js';
import { STORED_NOTICE } from '../render/lines.js';
import { renderVersion } from '../render/versions.js';

export const getMemoryHistory = defineTool({
  name: 'get_memory_history',
  title: 'Get the history of a memory',
  description:
    'Lists every version of a memory or a relationship: when it was recorded, by whom, and what changed. Use it to see how knowledge came about or to find a former text; get_memory with known_at gives a former version in full.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: optionalText(id()).describe('The memory; or give relationship_id'),
      relationship_id: optionalText(id()).describe('The relationship; or give memory_id'),
      limit: limit(20).describe('Most versions, the newest ones'),
    }),
  output: () =>
    z.looseObject({
      id: z.string(),
      total: z.number(),
      versions: z.array(versionOutput()),
    }),
  handler: async (input, services) => {
    const { id: recordId, records } = await readHistory(input, services);
    const versions = versionsOf(records);
    const shown = versions.slice(-input.limit);
    const head = `${versions.length} ${versions.length === 1 ? 'version' : 'versions'} of ${recordId}, oldest first${shown.length < versions.length ? `; the newest ${shown.length} shown` : ''}.`;
    return {
      data: { id: recordId, total: versions.length, versions: shown },
      text: [head, STORED_NOTICE, ...shown.map(renderVersion)].join('\n'),
    };
  },
});

async function readHistory(
  { memory_id, relationship_id }: { memory_id?: string | undefined; relationship_id?: string | undefined },
  { repositories }: ToolServices,
): Promise<{ id: string; records: KnownRecord[] }> {
  if (memory_id !== undefined && relationship_id === undefined) {
    const found = await repositories.history.ofMemory(memory_id);
    return {
      id: memory_id,
      records: found.map(({ memory, superseded_at }) => ({ record: memory, superseded_at })),
    };
  }
  if (relationship_id !== undefined && memory_id === undefined) {
    const found = await repositories.history.ofRelationship(relationship_id);
    return {
      id: relationship_id,
      records: found.map(({ relationship, superseded_at }) => ({ record: relationship, superseded_at })),
    };
  }
  throw new MemoryGraphError('invalid_argument', 'Give either memory_id or relationship_id.', {
    details: { argument: 'memory_id' },
  });
}
