import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import type { RelationshipType } from '../../src/domain/relationship-types.js';
import type { Hit } from '../../src/domain/search-request.js';
import { defineTool, type ToolServices } from '../../src/mcp/tool.js';
import { searchData, searchOutput } from '../answers/search.js';
import { optionalText, withDefault } from '../parameters/absent.js';
import { limit } from '../parameters/numbers.js';
import { cursor, line } from '../parameters/text.js';
import { renderHits } from '../render/hits.js';
import { inline } from '../render/lines.js';

const MAX_TOKENS = 2_000;
// Of that, what the list of open problems may take.
const OPEN_TOKENS = 300;
const OPEN_SHOWN = 5;
const SOLVING: ReadonlySet<RelationshipType> = new Set(['SOLVES', 'ADDRESSES']);

export const getRecentActivity = defineTool({
  name: 'get_recent_activity',
  title: 'Get recent activity',
  description:
    'Lists what was stored or changed lately, and open problems. Use at the start of a session; for a topic use recall_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      days: withDefault(z.int().min(1).max(365), 7).describe('How far back'),
      project: optionalText(line(LIMITS.context_text_characters)).describe(
        'Id, folder or all; default: current',
      ),
      limit: limit(20).describe('Page size'),
      cursor: optionalText(cursor()).describe('From next_cursor'),
    }),
  output: searchOutput,
  handler: async (request, { repositories }) => {
    const max_tokens = MAX_TOKENS - OPEN_TOKENS;
    const answer = await repositories.search.recent({ ...request, max_tokens });
    const open = await openProblems(answer.results, repositories);
    const text = renderHits(answer, { max_tokens });
    if (open.length === 0) return { data: searchData(answer), text };
    const named = open.map((hit) => `${inline(hit.title, 40)} (${hit.id})`);
    return {
      data: { ...searchData(answer), open_problems: open.map((hit) => hit.id) },
      text: `${text}\nStill without a solution: ${named.join('; ')}`,
    };
  },
});

/** Problems and errors among the hits that nothing solves or addresses. */
async function openProblems(
  hits: readonly Hit[],
  repositories: ToolServices['repositories'],
): Promise<Hit[]> {
  const open: Hit[] = [];
  for (const hit of hits) {
    if (hit.type !== 'problem' && hit.type !== 'error') continue;
    const { relationships } = await repositories.relationships.of(hit.id);
    if (relationships.some((one) => one.to_memory_id === hit.id && SOLVING.has(one.type))) continue;
    open.push(hit);
    if (open.length === OPEN_SHOWN) break;
  }
  return open;
}
