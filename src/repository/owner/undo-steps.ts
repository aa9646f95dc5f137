import type { Change, Precondition } from '../../domain/change-set.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';
import { isDirected } from '../../domain/relationship-types.js';
import { isClosedAt } from '../../domain/validity.js';
import { nextVersion } from '../memories/closing.js';
import { bringsBack } from './brings-back.js';
import type { OwnerContext } from './owner-context.js';

/** What an undo does to a record. */
export type UndoneHow = 'deleted' | 'undeleted' | 'changed_back' | 'closed';

/** A record that an undo concerns, as its report names it. */
export interface UndoItem {
  readonly kind: 'memory' | 'relationship';
  readonly id: string;
  /** Of a relationship: its type and the ids it lies between. */
  readonly title: string;
}

/** One record's way back, with what must hold for it. */
export interface UndoStep {
  readonly item: UndoItem & { readonly how: UndoneHow };
  readonly preconditions: readonly Precondition[];
  readonly change: Change;
}

/** Takes a memory back to `before`; null: it was not there, so it becomes a tombstone. */
export async function memoryStep(
  context: OwnerContext,
  present: Memory,
  before: Memory | null,
  at: string,
): Promise<UndoStep> {
  const { id } = present;
  const wasDeleted = present.deleted_at !== null;
  const next = nextVersion(present, before ?? { deleted_at: at }, { at, user_id: context.scope.user_id });
  const isDeleted = next.memory.deleted_at !== null;
  const comesBack = wasDeleted && !isDeleted;
  const how: UndoneHow = comesBack ? 'undeleted' : isDeleted ? 'deleted' : 'changed_back';
  return {
    item: { ...memoryItem(present), how },
    preconditions: [
      wasDeleted ? { kind: 'tombstone_is', id, version: present.version } : next.precondition,
      ...(comesBack ? await bringsBack(context, id, at) : []),
    ],
    change: next.change,
  };
}

/**
 * Takes a relationship back to `before`; null: it was not there. There are no tombstones of relationships: such a
 * one is closed at its own beginning, so that it holds at no time and its history keeps it.
 */
export function relationshipStep(
  context: OwnerContext,
  present: Relationship,
  before: Relationship | null,
  at: string,
): UndoStep {
  const relationship: Relationship = {
    ...(before ?? { ...present, valid_until: present.valid_from, invalidated_by: null }),
    version: present.version + 1,
    updated_at: at,
    recorded_at: at,
    updated_by: context.scope.user_id,
  };
  const opens = isClosedAt(present, at) && !isClosedAt(relationship, at);
  return {
    item: { ...relationshipItem(present), how: before === null ? 'closed' : 'changed_back' },
    preconditions: [
      { kind: 'relationship_is', id: present.id, version: present.version },
      ...(opens ? opening(context, present) : []),
    ],
    change: { kind: 'put_relationship', relationship, former: present },
  };
}

function opening(context: OwnerContext, relationship: Relationship): Precondition[] {
  const { type, from_memory_id: from, to_memory_id: to } = relationship;
  const equal: Precondition = { kind: 'no_equal_relationship', type, from, to };
  return context.allowCycles || !isDirected(type) ? [equal] : [equal, { kind: 'acyclic', type, from, to }];
}

export function memoryItem({ id, title }: Memory): UndoItem {
  return { kind: 'memory', id, title };
}

export function relationshipItem({ id, type, from_memory_id, to_memory_id }: Relationship): UndoItem {
  return { kind: 'relationship', id, title: `${from_memory_id} ${type} ${to_memory_id}` };
}
