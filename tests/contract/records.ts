import { localPrincipal } from '../../src/auth/local.js';
import type { Change, ChangeSet, Precondition } from '../../src/domain/change-set.js';
import type { Memory } from '../../src/domain/memory.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { addMilliseconds } from '../../src/domain/time.js';
import { operatorScope, scopeFor } from '../../src/policy/access-scope.js';
import { documentOf } from '../../src/search/analysis.js';

export const ANN = scopeFor(localPrincipal('ann'));
export const BEN = scopeFor(localPrincipal('ben'));
export const OPERATOR = operatorScope('ann');

/** The moment that most records of the suite are made at. */
export const T0 = '2026-03-01T12:00:00.000Z';

/** `T0` moved by some hours. */
export function hours(count: number): string {
  return addMilliseconds(T0, count * 3_600_000);
}

/** A memory with everything that a test does not name. */
export function memory(facts: Partial<Memory> & Pick<Memory, 'id'>): Memory {
  const at = facts.created_at ?? T0;
  return {
    type: 'fact',
    title: 'A title of its own',
    content: `What ${facts.id} says`,
    summary: null,
    tags: [],
    importance: 0.5,
    confidence: 0.8,
    effectiveness: null,
    created_at: at,
    updated_at: at,
    version: 1,
    created_by: 'ann',
    updated_by: 'ann',
    valid_from: at,
    valid_until: null,
    recorded_at: at,
    context: {},
    source: { kind: 'assistant' },
    deleted_at: null,
    ...facts,
  };
}

/** The next version of a memory. */
export function nextMemory(former: Memory, at: string, facts: Partial<Memory> = {}): Memory {
  return { ...former, version: former.version + 1, updated_at: at, recorded_at: at, ...facts };
}

export function relationship(
  facts: Partial<Relationship> & Pick<Relationship, 'id' | 'from_memory_id' | 'to_memory_id'>,
): Relationship {
  const at = facts.created_at ?? T0;
  return {
    type: 'SOLVES',
    strength: 0.9,
    confidence: 0.8,
    context: null,
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
    created_by: 'ann',
    updated_by: 'ann',
    version: 1,
    ...facts,
  };
}

/** The next version of a relationship. */
export function nextRelationship(
  former: Relationship,
  at: string,
  facts: Partial<Relationship> = {},
): Relationship {
  return { ...former, version: former.version + 1, updated_at: at, recorded_at: at, ...facts };
}

/** Stores a state of a memory; tombstones leave the index. The hash of a content is the content here. */
export function putMemory(next: Memory, former: Memory | null = null): Change {
  return {
    kind: 'put_memory',
    memory: next,
    former,
    document: next.deleted_at === null ? documentOf(next) : null,
    content_hash: next.content,
  };
}

export function putRelationship(next: Relationship, former: Relationship | null = null): Change {
  return { kind: 'put_relationship', relationship: next, former };
}

let made = 0;

/** A change set with an id of its own. */
export function changeSet(
  changes: readonly Change[],
  preconditions: readonly Precondition[] = [],
  at = T0,
): ChangeSet {
  made += 1;
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    at,
    preconditions,
    changes,
  };
}
