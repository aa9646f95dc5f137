import * as z from 'zod';
import type { Neighbour } from '../../src/domain/graph.js';
import type { Hit } from '../../src/domain/search-request.js';
import { firstCharacters } from '../../src/domain/text.js';
import { defineTool } from '../../src/mcp/tool.js';
import { searchOutput } from '../answers/search.js';
import { optional, optionalText, withDefault } from '../parameters/absent.js';
import { relationshipTypes } from '../parameters/lists.js';
import { depth, limit } from '../parameters/numbers.js';
import { id, time } from '../parameters/text.js';
import { renderHit } from '../render/hits.js';
import { inline, STORED_NOTICE } from '../render/lines.js';

const SNIPPET = 200;

export const getRelatedMemories = defineTool({
  name: 'get_related_memories',
  title: 'Get related memories',
  description:
    'Follows the relationships of a memory. Use to see what solves, causes or needs it; to search use recall_memories.',
  toolset: 'core',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      memory_id: id().describe('The start'),
      relationship_types: optional(relationshipTypes()).describe('Only these'),
      max_depth: depth(1).describe('Steps'),
      direction: withDefault(z.enum(['out', 'in', 'both']), 'both').describe('Along or against'),
      as_of: optionalText(time()).describe('True at this time'),
      limit: limit(20).describe('At most'),
    }),
  output: searchOutput,
  handler: async (input, { repositories }) => {
    const { memory_id, relationship_types, max_depth, direction, as_of, limit: most } = input;
    const found = await repositories.relationships.neighbourhood(memory_id, {
      types: relationship_types,
      max_depth,
      direction,
      as_of,
      limit: most,
    });
    const titles = new Map(found.neighbours.map(({ memory }) => [memory.id, memory.title]));
    const hits = found.neighbours.map((neighbour) => ({ ...hitOf(neighbour), ...linkOf(neighbour) }));
    const lines = found.neighbours.map((neighbour, at) =>
      renderHit(hitOf(neighbour), at + 1, { more: describeLink(neighbour, memory_id, titles) }),
    );
    const where = `within ${max_depth} of ${memory_id}${relationship_types?.length ? `, by ${relationship_types.join(', ')}` : ''}`;
    const head = `${hits.length} related ${hits.length === 1 ? 'memory' : 'memories'} ${where}.`;
    return {
      data: {
        results: hits,
        total: hits.length,
        has_more: found.truncated,
        searched: {
          scope: `memories related to ${memory_id}`,
          filters: { relationship_types, max_depth, direction, as_of },
          modes: { retrieval: 'graph' },
          ...(found.truncated ? { total_is_minimum: true } : {}),
        },
      },
      text: [
        head,
        ...(hits.length === 0
          ? ['Try a larger max_depth, other types, or recall_memories.']
          : [STORED_NOTICE]),
        ...lines,
        ...(found.truncated ? ['More are related; raise limit or name relationship_types.'] : []),
      ].join('\n'),
    };
  },
});

function hitOf({ memory }: Neighbour): Hit {
  const { id, type, title, tags, importance, created_at, valid_from, valid_until, source } = memory;
  const snippet = firstCharacters(memory.summary ?? memory.content, SNIPPET);
  return { id, title, type, content: snippet, tags, importance, created_at, valid_from, valid_until, source };
}

function linkOf({ relationship, depth }: Neighbour) {
  const { id, type, from_memory_id, to_memory_id, strength, confidence } = relationship;
  const context = relationship.context === null ? null : firstCharacters(relationship.context, SNIPPET);
  return {
    depth,
    via: { relationship_id: id, type, from_memory_id, to_memory_id, strength, confidence, context },
  };
}

/** How the walk came to a memory, as seen from it: `this SOLVES -> title (id)`. */
function describeLink(neighbour: Neighbour, start: string, titles: ReadonlyMap<string, string>): string {
  const { memory, relationship, depth } = neighbour;
  const outwards = relationship.from_memory_id === memory.id;
  const other = outwards ? relationship.to_memory_id : relationship.from_memory_id;
  const title = titles.get(other);
  const name =
    other === start ? 'the start' : title === undefined ? other : `${inline(title, 80)} (${other})`;
  return `depth ${depth}: this ${outwards ? `${relationship.type} ->` : `<- ${relationship.type}`} ${name}`;
}
