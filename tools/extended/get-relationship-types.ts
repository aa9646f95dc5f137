import * as z from 'zod';
import {
  RELATIONSHIP_TYPE_NAMES,
  type RelationshipCategory,
  type RelationshipType,
  relationshipTypeFacts,
} from '../../src/domain/relationship-types.js';
import { defineTool } from '../../src/mcp/tool.js';
import { optionalText } from '../parameters/absent.js';

const CATEGORIES = [
  'causal',
  'solution',
  'context',
  'learning',
  'similarity',
  'workflow',
  'quality',
] as const satisfies readonly RelationshipCategory[];

export const getRelationshipTypes = defineTool({
  name: 'get_relationship_types',
  title: 'Get relationship types',
  description:
    'Lists the types a relationship can have, with their meaning and default strength and confidence. Use it before create_relationship when the usual types do not fit; it shows no relationships.',
  toolset: 'extended',
  permission: { resource: 'relationship', action: 'read' },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: () =>
    z.strictObject({
      category: optionalText(z.enum(CATEGORIES)).describe('Only this category'),
    }),
  output: () =>
    z.looseObject({
      types: z.array(
        z.looseObject({
          type: z.string(),
          category: z.string(),
          meaning: z.string(),
          strength: z.number(),
          confidence: z.number(),
        }),
      ),
      total: z.number(),
    }),
  handler: async ({ category }) => {
    const types = RELATIONSHIP_TYPE_NAMES.map((type) => ({ type, ...relationshipTypeFacts(type) })).filter(
      (one) => category === undefined || one.category === category,
    );
    const lines = CATEGORIES.flatMap((name) => {
      const own = types.filter((one) => one.category === name);
      return own.length === 0 ? [] : [`${name}:`, ...own.map(describe)];
    });
    return { data: { types, total: types.length }, text: lines.join('\n') };
  },
});

function describe(facts: {
  type: RelationshipType;
  meaning: string;
  strength: number;
  confidence: number;
  symmetric?: true;
  inverse_of?: string;
}): string {
  const mirrored = facts.inverse_of === undefined ? '' : `; the other way round: ${facts.inverse_of}`;
  const both = facts.symmetric ? '; both ways' : '';
  return `- ${facts.type}: ${facts.meaning} (${facts.strength}/${facts.confidence}${both}${mirrored})`;
}
