import * as z from 'zod';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { defineTool } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { optional, optionalText } from '../parameters/absent.js';
import { tags } from '../parameters/lists.js';
import { limit, maxTokens } from '../parameters/numbers.js';
import { projectsToRead } from '../parameters/project.js';
import { searchShape } from '../parameters/search.js';
import { query, time } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';

const MAX_TOKENS = 4_000;

export const queryAsOf = defineTool({
  name: 'query_as_of',
  title: 'Query a past state',
  description:
    'Lists or searches what was true at a time (as_of), or what was known at a time (known_at), or both. Use it for questions about an earlier state, such as what was believed before an incident; for today use search_memories.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      as_of: optionalText(time()).describe('What was true at this time, ISO 8601'),
      known_at: optionalText(time()).describe('What had been recorded by this time, in the words of then'),
      query: optionalText(query()).describe('Words to find; none: newest first'),
      memory_types: searchShape().memory_types,
      tags: optional(tags()).describe('All of'),
      project: projectsToRead(),
      project_path: searchShape().project_path,
      limit: limit(20).describe('Most results'),
      max_tokens: maxTokens().describe(`Size of the answer, default ${MAX_TOKENS}`),
    }),
  output: searchOutput,
  handler: async (input, { repositories, signal, progress }) => {
    const { as_of, known_at, memory_types, tags: tagged, project_path, max_tokens } = input;
    if (as_of === undefined && known_at === undefined)
      throw new MemoryGraphError('invalid_argument', 'Give as_of, known_at or both.', {
        details: { argument: 'as_of' },
      });
    const budget = max_tokens ?? MAX_TOKENS;
    const answer = await repositories.search.asOf({
      as_of,
      known_at,
      query: input.query,
      filter: { types: memory_types, tags: tagged, project_path },
      project: input.project,
      limit: input.limit,
      max_tokens: budget,
      signal,
      onProgress: progress,
    });
    return { data: searchData(answer), text: renderHits(answer, { max_tokens: budget }) };
  },
});
