import type { Precondition } from '../../domain/change-set.js';
import { isDirected } from '../../domain/relationship-types.js';
import { isClosedAt } from '../../domain/validity.js';
import type { OwnerContext } from './owner-context.js';

const MOST_RELATIONSHIPS = 5_000;

/**
 * What must hold for a deleted memory to come back: its relationships come with it, and none of them may close
 * a circle with what was related meanwhile.
 */
export async function bringsBack(
  context: OwnerContext,
  memory_id: string,
  at: string,
): Promise<Precondition[]> {
  if (context.allowCycles) return [];
  const touching = await context.backend.findRelationships(context.scope, {
    memory_ids: [memory_id],
    limit: MOST_RELATIONSHIPS,
  });
  return touching
    .filter((each) => isDirected(each.type) && !isClosedAt(each, at))
    .map((each) => ({
      kind: 'acyclic',
      type: each.type,
      from: each.from_memory_id,
      to: each.to_memory_id,
    }));
}
