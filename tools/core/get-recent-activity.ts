import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { defineTool } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { optionalText, withDefault } from '../parameters/absent.js';
import { limit } from '../parameters/numbers.js';
import { cursor, line } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';

const MAX_TOKENS = 2_000;

export const getRecentActivity = defineTool({
  name: 'get_recent_activity',
  title: 'Get recent activity',
  description:
    'Lists what was stored or changed lately, newest first. Use at the start of a session; for a topic use recall_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: z.strictObject({
    days: withDefault(z.int().min(1).max(365), 7).describe('How far back'),
    project: optionalText(line(LIMITS.context_text_characters)).describe('Id or folder'),
    limit: limit(20).describe('Page size'),
    cursor: optionalText(cursor()).describe('From next_cursor'),
  }),
  output: searchOutput,
  handler: async (request, { repositories }) => {
    const answer = await repositories.search.recent({ ...request, max_tokens: MAX_TOKENS });
    return { data: searchData(answer), text: renderHits(answer, { max_tokens: MAX_TOKENS }) };
  },
});
