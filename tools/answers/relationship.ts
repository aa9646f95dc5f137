import * as z from 'zod';
import type { Relationship } from '../../src/domain/relationship.js';

/** A relationship with its ends; evidence, validity and versions follow. */
export function relationshipOutput() {
  return z.looseObject({
    id: z.string(),
    from_memory_id: z.string(),
    to_memory_id: z.string(),
    type: z.string(),
  });
}

/** A relationship as a memory sees it: which way it points, and the title of the other end. */
export function seenFrom(memoryId: string, relationship: Relationship, titles: ReadonlyMap<string, string>) {
  const out = relationship.from_memory_id === memoryId;
  const other = out ? relationship.to_memory_id : relationship.from_memory_id;
  return {
    ...relationship,
    direction: out ? ('out' as const) : ('in' as const),
    other_memory_id: other,
    title: titles.get(other) ?? '',
  };
}
