import type { Change, Precondition } from '../../domain/change-set.js';
import type { NewRelationship } from '../../domain/new-memory.js';
import { sixDecimals } from '../../domain/numbers.js';
import type { Relationship } from '../../domain/relationship.js';
import { canonicalEdge, isDirected, relationshipTypeFacts } from '../../domain/relationship-types.js';
import type { RepositoryContext } from '../context.js';
import { selfRelationship } from '../failures.js';

/** A relationship to write, with what must hold for it. The ends' own preconditions are the caller's. */
export function newRelationship(
  context: RepositoryContext,
  input: NewRelationship,
  at: string,
): { relationship: Relationship; change: Change; preconditions: Precondition[] } {
  if (input.from_memory_id === input.to_memory_id) throw selfRelationship(input.from_memory_id);
  const facts = relationshipTypeFacts(input.relationship_type);
  const relationship: Relationship = {
    id: context.ids.next(),
    from_memory_id: input.from_memory_id,
    to_memory_id: input.to_memory_id,
    type: input.relationship_type,
    strength: sixDecimals(input.strength ?? facts.strength),
    confidence: sixDecimals(input.confidence ?? facts.confidence),
    context: input.context ?? null,
    evidence_count: 0,
    success_rate: null,
    validation_count: 0,
    counter_evidence_count: 0,
    created_at: at,
    updated_at: at,
    last_validated: null,
    valid_from: at,
    valid_until: null,
    recorded_at: at,
    invalidated_by: null,
    created_by: context.scope.user_id,
    updated_by: context.scope.user_id,
    version: 1,
  };
  const edge = { type: relationship.type, from: relationship.from_memory_id, to: relationship.to_memory_id };
  const preconditions: Precondition[] = [{ kind: 'no_equal_relationship', ...edge }];
  if (!context.allowCycles && isDirected(relationship.type)) preconditions.push({ kind: 'acyclic', ...edge });
  return { relationship, change: { kind: 'put_relationship', relationship, former: null }, preconditions };
}

/** The memory whose validity ends with such a relationship (`REPLACES` and its inverse), or null. */
export function closedEnd(
  edge: Pick<NewRelationship, 'relationship_type' | 'from_memory_id' | 'to_memory_id'>,
): string | null {
  const counted = canonicalEdge(edge.relationship_type, edge.from_memory_id, edge.to_memory_id);
  return relationshipTypeFacts(counted.type).closes_target === true ? counted.to : null;
}
