import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { defineTool } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { optional, optionalText, withDefault } from '../parameters/absent.js';
import { names, relationshipTypes, tags } from '../parameters/lists.js';
import { budget, fraction, limit, offset } from '../parameters/numbers.js';
import { projectsToRead } from '../parameters/project.js';
import { searchShape } from '../parameters/search.js';
import { query, time } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';

const NAME = 'search_memories';
const MAX_TOKENS = 4_000;

export const searchMemories = defineTool({
  name: NAME,
  title: 'Search memories',
  description:
    'Finds memories by words and filters, or lists them. Use when the filters are clear; for a loose question use recall_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      query: optionalText(query()).describe('Words; none: newest first'),
      terms: optional(names(LIMITS.query_terms, 200)).describe('More phrases'),
      match_mode: withDefault(z.enum(['any', 'all']), 'any').describe('Any or all words'),
      search_tolerance: withDefault(z.enum(['strict', 'normal', 'fuzzy']), 'normal').describe(
        'As written, stemmed or misspelt',
      ),
      memory_types: searchShape().memory_types,
      tags: optional(tags()).describe('All of'),
      project: projectsToRead(),
      project_path: searchShape().project_path,
      languages: optional(names(LIMITS.context_list_items, 100)).describe('Any of'),
      frameworks: optional(names(LIMITS.context_list_items, 100)).describe('Any of'),
      relationship_filter: optional(relationshipTypes()).describe('Has such relationships'),
      min_importance: optional(fraction()).describe('0-1'),
      min_confidence: optional(fraction()).describe('0-1'),
      created_after: optionalText(time()).describe('ISO 8601'),
      created_before: optionalText(time()).describe('ISO 8601'),
      as_of: searchShape().as_of,
      include_closed: optional(z.boolean()).describe('Also closed'),
      limit: limit(20).describe('Page size'),
      offset: offset().describe('Skip'),
      cursor: searchShape().cursor,
      detail: searchShape().detail,
      max_tokens: searchShape().max_tokens.describe(`Default ${MAX_TOKENS}`),
    }),
  output: searchOutput,
  handler: async (input, { repositories }) => {
    const max_tokens = budget(input.max_tokens, input.detail, MAX_TOKENS);
    const answer = await repositories.search.search({
      query: input.query,
      terms: input.terms,
      tolerance: input.search_tolerance,
      match_mode: input.match_mode,
      filter: {
        types: input.memory_types,
        tags: input.tags,
        project_path: input.project_path,
        languages: input.languages,
        frameworks: input.frameworks,
        relationship_types: input.relationship_filter,
        min_importance: input.min_importance,
        min_confidence: input.min_confidence,
        created_after: input.created_after,
        created_before: input.created_before,
        include_closed: input.include_closed,
      },
      project: input.project,
      as_of: input.as_of,
      limit: input.limit,
      offset: input.offset ?? 0,
      cursor: input.cursor,
      detail: input.detail,
      max_tokens,
      asked_by: NAME,
    });
    return { data: searchData(answer), text: renderHits(answer, { offset: input.offset, max_tokens }) };
  },
});
