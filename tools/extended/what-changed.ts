import * as z from 'zod';
import type { Relationship } from '../../src/domain/relationship.js';
import { defineTool } from '../../src/mcp/tool.js';
import { briefOf, briefOutput } from '../answers/brief.js';
import { relationshipOutput } from '../answers/relationship.js';
import { optionalText } from '../parameters/absent.js';
import { limit } from '../parameters/numbers.js';
import { projectsToRead } from '../parameters/project.js';
import { time } from '../parameters/text.js';
import { minute, STORED_NOTICE } from '../render/lines.js';
import { renderBrief, renderRelationship } from '../render/memory.js';

export const whatChanged = defineTool({
  name: 'what_changed',
  title: 'See what changed',
  description:
    'Lists the memories and relationships that came, changed or ended between two times, newest first. Use it to catch up after an absence; for an overview of the last days with contents use get_recent_activity.',
  toolset: 'extended',
  permission: { resource: 'memory', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      since: time().describe('From this time on, ISO 8601'),
      until: optionalText(time()).describe('Up to this time, default now'),
      project: projectsToRead(),
      limit: limit(20).describe('Most entries of each kind'),
    }),
  output: () =>
    z.looseObject({
      since: z.string(),
      until: z.string(),
      created: z.array(briefOutput()),
      updated: z.array(briefOutput()),
      closed: z.array(briefOutput()),
      relationships_created: z.array(relationshipOutput()),
      relationships_closed: z.array(relationshipOutput()),
      truncated: z.boolean(),
    }),
  handler: async (span, { repositories }) => {
    const found = await repositories.history.changes(span);
    const { since, until, truncated } = found;
    const sections = [
      section('Stored', found.created, renderBrief),
      section('Changed', found.updated, renderBrief),
      section('Ended', found.closed, renderBrief),
      section('Relationships made', found.relationships_created, (one) => renderRelationship(one)),
      section('Relationships ended', found.relationships_closed, (one) => renderRelationship(one)),
    ].filter((lines) => lines !== '');
    const when = `between ${minute(since)} and ${minute(until)}`;
    return {
      data: {
        since,
        until,
        created: found.created.map(briefOf),
        updated: found.updated.map(briefOf),
        closed: found.closed.map(briefOf),
        relationships_created: briefRelationships(found.relationships_created),
        relationships_closed: briefRelationships(found.relationships_closed),
        truncated,
      },
      text:
        sections.length === 0
          ? `Nothing changed ${when}.`
          : [
              `Changes ${when}. ${STORED_NOTICE}`,
              ...sections,
              ...(truncated ? ['More changed than is shown; raise limit or narrow the times.'] : []),
            ].join('\n'),
    };
  },
});

function section<Item>(name: string, items: readonly Item[], render: (item: Item) => string): string {
  if (items.length === 0) return '';
  return [`${name} (${items.length}):`, ...items.map((item) => `- ${render(item)}`)].join('\n');
}

function briefRelationships(relationships: readonly Relationship[]) {
  return relationships.map((one) => {
    const { id, from_memory_id, to_memory_id, type, strength, created_at, valid_until, invalidated_by } = one;
    return { id, from_memory_id, to_memory_id, type, strength, created_at, valid_until, invalidated_by };
  });
}
