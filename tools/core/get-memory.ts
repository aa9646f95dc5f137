import * as z from 'zod';
import type { Relationship } from '../../src/domain/relationship.js';
import { defineTool, type ToolServices } from '../../src/mcp/tool.js';
import { seenFrom } from '../answers/relationship.js';
import { optionalText, withDefault } from '../parameters/absent.js';
import { id, time } from '../parameters/text.js';
import { renderMemory, renderRelationships } from '../render/memory.js';

const RELATIONSHIPS_SHOWN = 50;

export const getMemory = defineTool({
  name: 'get_memory',
  title: 'Get a memory',
  description:
    'Gives one memory in full, by id. Use when a snippet is not enough; to find memories use recall_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The memory'),
      include_relationships: withDefault(z.boolean(), true).describe('And relationships'),
      as_of: optionalText(time()).describe('True at this time'),
      known_at: optionalText(time()).describe('As known at this time'),
    }),
  output: () =>
    z.looseObject({
      memory: z.looseObject({ id: z.string(), title: z.string(), content: z.string(), version: z.number() }),
      relationships: z.array(z.looseObject({ id: z.string(), type: z.string() })),
    }),
  handler: async ({ memory_id, include_relationships, as_of, known_at }, services) => {
    const { memory, use } = await services.repositories.memories.get(memory_id, { as_of, known_at });
    const { deleted_at: _never, ...shown } = memory;
    const found = include_relationships
      ? await relationshipsOf(memory_id, { as_of, known_at }, services)
      : [];
    const relationships = found.slice(0, RELATIONSHIPS_SHOWN);
    const text = [renderMemory(memory, use)];
    if (include_relationships) text.push(renderRelationships(relationships));
    if (found.length > relationships.length) text.push('More relationships: get_related_memories.');
    return {
      data: {
        memory: { ...shown, usage_count: use.usage_count, last_accessed: use.last_accessed },
        relationships,
        ...(found.length > relationships.length ? { more_relationships: true } : {}),
      },
      text: text.join('\n'),
    };
  },
});

/** Relationships valid at `as_of`, or now; of those, at an earlier `known_at`, the ones recorded by then. */
async function relationshipsOf(
  id: string,
  at: { as_of: string | undefined; known_at: string | undefined },
  { repositories }: ToolServices,
) {
  const { relationships, titles } = await repositories.relationships.of(id, {
    as_of: at.as_of ?? at.known_at,
    limit: RELATIONSHIPS_SHOWN + 1,
  });
  const known = (one: Relationship) => at.known_at === undefined || one.created_at <= at.known_at;
  return relationships.filter(known).map((one) => seenFrom(id, one, titles));
}
