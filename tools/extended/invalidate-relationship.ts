import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { relationshipOutput } from '../answers/relationship.js';
import { optionalText } from '../parameters/absent.js';
import { version } from '../parameters/numbers.js';
import { relationshipReferenceShape, resolveRelationship } from '../parameters/relationship-reference.js';
import { id, time } from '../parameters/text.js';
import { renderRelationship } from '../render/memory.js';

export const invalidateRelationship = defineTool({
  name: 'invalidate_relationship',
  title: 'Invalidate a relationship',
  description:
    'Ends a relationship that no longer holds, and keeps it in the history. Use it when a fix stopped working or a dependency is gone; where one more case speaks against it use reinforce_relationship with success false.',
  toolset: 'extended',
  permission: { resource: 'relationship', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  input: () =>
    z.strictObject({
      ...relationshipReferenceShape,
      invalidated_by: optionalText(id()).describe('The memory that made it untrue'),
      valid_until: optionalText(time()).describe('When it ended, default now'),
      expected_version: version().describe('Refuse if it was changed since this version'),
    }),
  output: relationshipOutput,
  handler: async ({ invalidated_by, valid_until, expected_version, ...reference }, services) => {
    const target = await resolveRelationship(reference, services);
    const closed = await services.repositories.relationships.invalidate(target, {
      invalidated_by,
      valid_until,
      expected_version,
    });
    return { data: { ...closed }, text: `Ended: ${renderRelationship(closed)}` };
  },
});
