import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { type RelationshipType, relationshipTypeFacts } from '../../src/domain/relationship-types.js';
import { defineTool } from '../../src/mcp/tool.js';
import { relationshipOutput } from '../answers/relationship.js';
import { optional, optionalText } from '../parameters/absent.js';
import { relationshipType } from '../parameters/lists.js';
import { fraction } from '../parameters/numbers.js';
import { id } from '../parameters/text.js';
import { renderRelationship } from '../render/memory.js';

// All 35 would be a tenth of what a client pays for the core tools.
const USUAL: readonly RelationshipType[] = [
  'SOLVES',
  'ADDRESSES',
  'CAUSES',
  'PREVENTS',
  'REPLACES',
  'IMPROVES',
  'REQUIRES',
  'DEPENDS_ON',
  'USED_IN',
  'APPLIES_TO',
  'BUILDS_ON',
  'CONTRADICTS',
  'CONFIRMS',
  'SIMILAR_TO',
  'RELATED_TO',
];

export const createRelationship = defineTool({
  name: 'create_relationship',
  title: 'Relate memories',
  description:
    'Links two memories: fix SOLVES problem. Use when finding one should lead to the other; REPLACES also closes the old one.',
  toolset: 'core',
  permission: { resource: 'relationship', action: 'write' },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  input: () =>
    z.strictObject({
      from_memory_id: id().describe('From memory'),
      to_memory_id: id().describe('To memory'),
      relationship_type: relationshipType().describe(
        `${USUAL.join(', ')} or another; a wrong name lists all`,
      ),
      strength: optional(fraction()).describe('0-1'),
      confidence: optional(fraction()).describe('0-1'),
      context: optionalText(z.string().max(LIMITS.relationship_context_characters)).describe(
        'When and why it holds',
      ),
    }),
  output: relationshipOutput,
  handler: async (input, { repositories }) => {
    const created = await repositories.relationships.create(input);
    const facts = relationshipTypeFacts(input.relationship_type);
    const closes = facts.closes_target === true || facts.inverse_of === 'REPLACES';
    return {
      data: { ...created },
      text: [
        `Related: ${renderRelationship(created)}`,
        ...(closes ? ['The memory that is replaced is closed now: searches leave it out.'] : []),
      ].join('\n'),
    };
  },
});
