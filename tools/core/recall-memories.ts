import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { optionalText } from '../parameters/absent.js';
import { budget, limit, offset } from '../parameters/numbers.js';
import { projectsToRead } from '../parameters/project.js';
import { searchShape } from '../parameters/search.js';
import { query } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';

const NAME = 'recall_memories';
const MAX_TOKENS = 2_000;

export const recallMemories = defineTool({
  name: NAME,
  title: 'Recall memories',
  description:
    'Answers a loose question from past fixes, decisions and preferences. Use first, before answering about earlier work; to filter use search_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      query: optionalText(query()).describe('The question; none: newest first'),
      memory_types: searchShape().memory_types,
      project: projectsToRead(),
      project_path: searchShape().project_path,
      as_of: searchShape().as_of,
      limit: limit(8).describe('Page size'),
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
      tolerance: 'normal',
      match_mode: 'any',
      filter: { types: input.memory_types, project_path: input.project_path },
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
