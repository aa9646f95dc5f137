import { LIMITS } from '../../src/domain/limits.js';
import type { RelationshipType } from '../../src/domain/relationship-types.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import type { ToolServices } from '../../src/mcp/tool.js';
import { optionalText } from './absent.js';
import { relationshipType } from './lists.js';
import { id } from './text.js';

/** A relationship is named by its id, or by its two ends. */
export const relationshipReferenceShape = {
  relationship_id: optionalText(id()).describe('The relationship; or give from_memory_id and to_memory_id'),
  from_memory_id: optionalText(id()).describe('One end of it'),
  to_memory_id: optionalText(id()).describe('Its other end'),
  relationship_type: optionalText(relationshipType()).describe('Its type, where two memories have several'),
};

interface RelationshipReference {
  readonly relationship_id?: string;
  readonly from_memory_id?: string;
  readonly to_memory_id?: string;
  readonly relationship_type?: RelationshipType;
}

/** The id of the one live relationship that is meant. Throws `invalid_argument`, `not_found`. */
export async function resolveRelationship(
  reference: RelationshipReference,
  services: ToolServices,
): Promise<string> {
  const { relationship_id, from_memory_id, to_memory_id, relationship_type } = reference;
  if (relationship_id !== undefined) return relationship_id;
  if (from_memory_id === undefined || to_memory_id === undefined)
    throw new MemoryGraphError(
      'invalid_argument',
      'Give relationship_id, or both from_memory_id and to_memory_id.',
      { details: { argument: 'relationship_id' } },
    );
  const { relationships } = await services.repositories.relationships.of(from_memory_id, {
    limit: LIMITS.traversal_memories,
    unchecked: true,
  });
  const between = relationships.filter(
    (one) =>
      (one.from_memory_id === to_memory_id || one.to_memory_id === to_memory_id) &&
      (relationship_type === undefined || one.type === relationship_type),
  );
  const [found] = between;
  if (found === undefined)
    throw new MemoryGraphError(
      'not_found',
      'There is no such relationship between these memories; get_memory lists those of a memory.',
    );
  if (between.length > 1)
    throw new MemoryGraphError(
      'invalid_argument',
      `These memories have several relationships (${between.map((one) => `${one.type} ${one.id}`).join(', ')}); give relationship_id.`,
      { details: { argument: 'relationship_id' } },
    );
  return found.id;
}
