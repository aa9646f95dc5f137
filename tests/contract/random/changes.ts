import type { Change, ChangeSet, Precondition } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import { addMilliseconds } from '../../../src/domain/time.js';
import {
  changeSet,
  memory,
  nextMemory,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
} from '../records.js';
import type { MemoryFacts, Step } from './steps.js';
import type { World } from './world.js';

/** The change set that a step means at this point, or null where it is no write. */
export function changesOf(step: Step, world: World, at: string): ChangeSet | null {
  switch (step.kind) {
    case 'store':
      return storing(step, at);
    case 'update':
      return changing(step, world, at, (former) => fieldsOf(step.facts, at, former));
    case 'delete':
      return changing(step, world, at, () => ({ deleted_at: at }));
    case 'undelete':
      return undeleting(step, world, at);
    case 'relate':
      return relating(step, at);
    case 'close':
    case 'strengthen':
      return changingRelationship(step, world, at);
    case 'repeat':
      return world.last;
    case 'answer':
      return answering(step, at);
    case 'restore_use':
      return changeSet(
        [{ kind: 'put_use', id: step.id, usage_count: step.times, last_accessed: step.times ? at : null }],
        [{ kind: 'memory_is', id: step.id }],
        at,
      );
    case 'purge':
      return changeSet([{ kind: 'purge_memory', id: step.id }], [], at);
    case 'purge_edge':
      return changeSet([{ kind: 'purge_relationship', id: step.id }], [], at);
    case 'purge_answers':
      return changeSet([{ kind: 'purge_answers', folded: step.folded }], [], at);
    case 'erase_version':
      return erasingVersion(step, world, at);
    case 'alias':
      return changeSet([{ kind: 'put_project_alias', alias: step.alias, project_id: step.project }], [], at);
    case 'empty':
      return changeSet([], [{ kind: 'empty' }], at);
    default:
      return null;
  }
}

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

function storing(step: Of<'store'>, at: string): ChangeSet {
  const stored = memory({ id: step.id, created_at: at, ...fieldsOf(step.facts, at) });
  const unique: Precondition[] = step.once
    ? [{ kind: 'no_duplicate', content_hash: stored.content, created_by: 'ann', visibility: null }]
    : [];
  return changeSet([putMemory(stored)], [{ kind: 'memory_absent', id: step.id }, ...unique], at);
}

function changing(
  step: Of<'update'> | Of<'delete' | 'undelete'>,
  world: World,
  at: string,
  facts: (former: Memory) => Partial<Memory>,
): ChangeSet {
  const former = world.memories.get(step.id) ?? memory({ id: step.id });
  const version = step.stale ? former.version - 1 : former.version;
  return changeSet(
    [putMemory(nextMemory(former, at, facts(former)), former)],
    [{ kind: 'memory_is', id: step.id, version }],
    at,
  );
}

function undeleting(step: Of<'delete' | 'undelete'>, world: World, at: string): ChangeSet {
  const former = world.memories.get(step.id) ?? memory({ id: step.id });
  const version = step.stale ? former.version - 1 : former.version;
  return changeSet(
    [putMemory(nextMemory(former, at, { deleted_at: null }), former)],
    [{ kind: 'tombstone_is', id: step.id, version }],
    at,
  );
}

function relating({ id, from, to, type }: Of<'relate'>, at: string): ChangeSet {
  const edge = relationship({ id, from_memory_id: from, to_memory_id: to, type, created_at: at });
  return changeSet(
    [putRelationship(edge)],
    [
      { kind: 'memory_is', id: from },
      { kind: 'memory_is', id: to },
      { kind: 'relationship_absent', id },
      { kind: 'no_equal_relationship', type, from, to },
      { kind: 'acyclic', type, from, to },
    ],
    at,
  );
}

function changingRelationship(step: Of<'close' | 'strengthen'>, world: World, at: string): ChangeSet {
  const former =
    world.relationships.get(step.id) ??
    relationship({ id: step.id, from_memory_id: 'm0', to_memory_id: 'm1' });
  const version = step.stale ? former.version + 1 : former.version;
  const facts =
    step.kind === 'close'
      ? { valid_until: at, invalidated_by: 'm0' }
      : { strength: 0.123456, evidence_count: former.evidence_count + 1, last_validated: at };
  return changeSet(
    [putRelationship(nextRelationship(former, at, facts), former)],
    [{ kind: 'relationship_is', id: step.id, version }],
    at,
  );
}

function answering(step: Of<'answer'>, at: string): ChangeSet {
  const record = {
    tool: 'tool',
    key: step.key,
    body_hash: 'body',
    answer: JSON.stringify([{ id: step.names, at }]),
    expires_at: hoursAfter(at, step.hoursKept),
  };
  const put: Change = { kind: 'put_idempotency', record };
  return changeSet([put], [{ kind: 'idempotency_free', tool: 'tool', key: step.key }], at);
}

/** Of a memory that has a former version, the first one; its text goes, its place in the history stays. */
function erasingVersion(step: Of<'erase_version'>, world: World, at: string): ChangeSet | null {
  const present = world.memories.get(step.id);
  if (present === undefined || present.version === 1) return null;
  const erased = memory({ id: step.id, version: 1, content: 'erased' });
  return changeSet([{ kind: 'put_memory_version', memory: erased, superseded_at: at }], [], at);
}

function fieldsOf(facts: MemoryFacts, at: string, former?: Memory): Partial<Memory> {
  const { closesAfterHours, project, path, language, ...fields } = facts;
  const context = {
    ...former?.context,
    ...(project === undefined ? {} : { project_id: project }),
    ...(path === undefined ? {} : { project_path: path }),
    ...(language === undefined ? {} : { languages: [language] }),
  };
  const closing =
    closesAfterHours === undefined
      ? {}
      : { valid_until: closesAfterHours === null ? null : hoursAfter(at, closesAfterHours) };
  return { ...fields, ...closing, context };
}

function hoursAfter(at: string, hours: number): string {
  return addMilliseconds(at, hours * 3_600_000);
}
