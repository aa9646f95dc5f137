import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { depth, limit } from '../parameters/numbers.js';
import { id, query } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';

export const contextualSearch = defineTool({
  name: 'contextual_search',
  title: 'Search around a memory',
  description:
    'Searches only among the memories related to a given one. Use it to find something within one problem or project you have found already; to search everything use recall_memories.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The memory to search around'),
      query: query()
        .refine((words) => words !== '', 'must not be blank')
        .describe('What to look for'),
      max_depth: depth(2).describe('How many relationships away'),
      limit: limit(20).describe('Most results'),
    }),
  output: searchOutput,
  handler: async ({ memory_id, ...request }, { repositories }) => {
    const answer = await repositories.search.searchAround(memory_id, request);
    return { data: searchData(answer), text: renderHits(answer) };
  },
});
