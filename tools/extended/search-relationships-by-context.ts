import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { defineTool } from '../../src/mcp/tool.js';
import { relationshipOutput } from '../answers/relationship.js';
import { optional, optionalText } from '../parameters/absent.js';
import { names } from '../parameters/lists.js';
import { limit } from '../parameters/numbers.js';
import { line } from '../parameters/text.js';
import { STORED_NOTICE } from '../render/lines.js';
import { renderRelationship } from '../render/memory.js';

const PHRASE = 200;

export const searchRelationshipsByContext = defineTool({
  name: 'search_relationships_by_context',
  title: 'Search relationships',
  description:
    'Finds relationships by what their own context says: how far they hold, under which conditions, on what evidence. Use it for questions such as "what works only in production?"; to find memories use search_memories.',
  toolset: 'extended',
  permission: { resource: 'relationship', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      scope: optionalText(line(PHRASE)).describe('How far it holds: partial, full or conditional'),
      conditions: optional(names(LIMITS.query_terms, PHRASE)).describe(
        'Conditions it names, such as production',
      ),
      has_evidence: optional(z.boolean()).describe('With evidence, or without'),
      evidence: optional(names(LIMITS.query_terms, PHRASE)).describe(
        'Evidence it names, such as integration tests',
      ),
      components: optional(names(LIMITS.query_terms, PHRASE)).describe('Components it names'),
      temporal: optionalText(line(PHRASE)).describe('Time or version it names, such as v2.1'),
      limit: limit(20).describe('Most results'),
    }),
  output: () =>
    z.looseObject({
      results: z.array(relationshipOutput()),
      total: z.number(),
      has_more: z.boolean(),
    }),
  handler: async (input, { repositories, signal, progress }) => {
    const { relationships, titles, total } = await repositories.relationships.searchByContext({
      ...input,
      signal,
      onProgress: progress,
    });
    const results = relationships.map((one) => ({
      ...one,
      from_title: titles.get(one.from_memory_id) ?? '',
      to_title: titles.get(one.to_memory_id) ?? '',
    }));
    const head =
      total === 0
        ? 'No relationship fits. Give fewer conditions, or other words.'
        : `${total} found, ${results.length} shown, newest change first. ${STORED_NOTICE}`;
    const lines = relationships.map((one, at) => `${at + 1}. ${renderRelationship(one, titles)}`);
    return {
      data: { results, total, has_more: total > results.length },
      text: [head, ...lines].join('\n'),
    };
  },
});
