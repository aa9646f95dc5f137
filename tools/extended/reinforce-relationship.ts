import * as z from 'zod';
import { defineTool } from '../../src/mcp/tool.js';
import { relationshipOutput } from '../answers/relationship.js';
import { optional, withDefault } from '../parameters/absent.js';
import { fraction } from '../parameters/numbers.js';
import { relationshipReferenceShape, resolveRelationship } from '../parameters/relationship-reference.js';
import { renderRelationship } from '../render/memory.js';

export const reinforceRelationship = defineTool({
  name: 'reinforce_relationship',
  title: 'Reinforce a relationship',
  description:
    'Counts one more case for or against a relationship, which moves its strength and confidence. Use it after a stored solution was tried again, with success true or false; one that no longer holds at all is for invalidate_relationship.',
  toolset: 'extended',
  permission: { resource: 'relationship', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  input: () =>
    z.strictObject({
      ...relationshipReferenceShape,
      success: withDefault(z.boolean(), true).describe('Did it hold this time'),
      strength: optional(fraction()).describe('Set the strength to this, 0-1'),
    }),
  output: relationshipOutput,
  handler: async ({ success, strength, ...reference }, services) => {
    const target = await resolveRelationship(reference, services);
    const changed = await services.repositories.relationships.reinforce(target, { success, strength });
    const cases = `${changed.evidence_count} for, ${changed.counter_evidence_count} against`;
    return { data: { ...changed }, text: `Counted (${cases}): ${renderRelationship(changed)}` };
  },
});
