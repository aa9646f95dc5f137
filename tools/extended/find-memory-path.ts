import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { briefOf, briefOutput } from '../answers/brief.js';
import { optional, optionalText, withDefault } from '../parameters/absent.js';
import { relationshipTypes } from '../parameters/lists.js';
import { id, time } from '../parameters/text.js';
import { renderBrief } from '../render/memory.js';

export const findMemoryPath = defineTool({
  name: 'find_memory_path',
  title: 'Find a path between memories',
  description:
    'Finds a shortest chain of relationships between two memories, whichever way they point. Use it to see how two things are connected; for everything around one memory use get_related_memories.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      from_memory_id: id().describe('Where the chain starts'),
      to_memory_id: id().describe('Where it ends'),
      max_depth: withDefault(z.int().min(1).max(10), 5).describe('Most relationships in it'),
      relationship_types: optional(relationshipTypes()).describe('Only these types'),
      as_of: optionalText(time()).describe('As it was at this time'),
    }),
  output: () =>
    z.looseObject({
      found: z.boolean(),
      length: z.number(),
      memories: z.array(briefOutput()),
      steps: z.array(z.looseObject({ relationship_id: z.string(), type: z.string(), direction: z.string() })),
    }),
  handler: async (
    { from_memory_id, to_memory_id, max_depth, relationship_types, as_of },
    { repositories },
  ) => {
    const { memories, steps } = await repositories.relationships.path(from_memory_id, to_memory_id, {
      types: relationship_types,
      max_depth,
      as_of,
    });
    const found = memories.length > 0;
    const lines = memories.flatMap((memory, at) => {
      const step = at === 0 ? undefined : steps[at - 1];
      const arrow =
        step?.direction === 'out' ? `${step.relationship.type} ->` : `<- ${step?.relationship.type}`;
      return [...(step === undefined ? [] : [`   ${arrow}`]), `${at + 1}. ${renderBrief(memory)}`];
    });
    return {
      data: {
        found,
        length: steps.length,
        memories: memories.map(briefOf),
        steps: steps.map(({ relationship, direction }) => ({
          relationship_id: relationship.id,
          type: relationship.type,
          direction,
          strength: relationship.strength,
        })),
      },
      text: found
        ? [`A chain of ${steps.length}:`, ...lines].join('\n')
        : `No chain of at most ${max_depth} relationships connects them. Try a larger max_depth or other relationship_types.`,
    };
  },
});
