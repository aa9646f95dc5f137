import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { day, inline } from '../render/lines.js';

const MOST_NAMES = 20;
function counts() {
  return z.record(z.string(), z.number());
}

export const getMemoryStatistics = defineTool({
  name: 'get_memory_statistics',
  title: 'Get memory statistics',
  description:
    'Counts memories and relationships by type and by project, with averages and dates. Use it for an overview of what is stored; it shows no contents.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () => z.strictObject({}),
  output: () =>
    z.looseObject({
      memories: z.number(),
      closed_memories: z.number(),
      relationships: z.number(),
      closed_relationships: z.number(),
      memories_by_type: counts(),
      memories_by_project: counts(),
      relationships_by_type: counts(),
      average_importance: z.number().nullable(),
      oldest_created_at: z.string().nullable(),
      newest_created_at: z.string().nullable(),
      versions: z.number(),
    }),
  handler: async (_input, { repositories }) => {
    const found = await repositories.statistics.counts();
    const { oldest_created_at: oldest, newest_created_at: newest, average_importance: average } = found;
    const lines = [
      `${found.memories} memories are true now (${found.closed_memories} closed), ${found.relationships} relationships (${found.closed_relationships} closed), ${found.versions} former versions.`,
      oldest !== null && newest !== null ? `Stored from ${day(oldest)} to ${day(newest)}.` : '',
      average === null ? '' : `Average importance ${average.toFixed(2)}.`,
      table('By type', found.memories_by_type),
      table('By project', found.memories_by_project),
      table('Relationships', found.relationships_by_type),
    ];
    return { data: { ...found }, text: lines.filter((line) => line !== '').join('\n') };
  },
});

function table(name: string, numbers: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(numbers).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) return '';
  const shown = sorted.slice(0, MOST_NAMES).map(([key, number]) => `${inline(key, 100)} ${number}`);
  const rest = sorted.length - shown.length;
  return `${name}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
