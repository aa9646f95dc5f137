import { describe, expect, it } from 'vitest';
import { openReferenceBackend } from '../../../backends/reference/index.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { ChangeSet } from '../../../src/domain/change-set.js';
import type { Memory } from '../../../src/domain/memory.js';
import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import type { Relationship } from '../../../src/domain/relationship.js';
import { RELATIONSHIP_TYPE_NAMES } from '../../../src/domain/relationship-types.js';
import { Random } from '../../support/random.js';
import {
  changeSet,
  collect,
  memory,
  OPERATOR,
  put,
  relate,
  relationship,
  SCOPE,
  temporaryStore,
} from './fixtures.js';

const SEEDS = [1, 2, 3, 4];
const STEPS = 120;
const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'épée', '漢字', 'x1', 'rare'];
const PATHS = ['/a', '/a/b/', 'C:\\a\\b', 'C:/a', '/ab', '/'];
const TYPES = ['CAUSES', 'RELATED_TO', 'GENERALIZES', 'SPECIALIZES', 'REPLACES', 'DEPRECATED_BY'] as const;

describe('random changes', () => {
  it.each(SEEDS)('give what the reference backend gives, index in step (seed %i)', async (seed) => {
    const opened = await temporaryStore({ synchronous: 'normal' });
    const reference = await openReferenceBackend();
    const random = new Random(seed);
    const world: World = { memories: new Map(), relationships: new Map(), clock: 0 };
    for (let step = 0; step < STEPS; step++) {
      const changes = randomChanges(random, world);
      const outcome = await opened.backend.commit(SCOPE, changes);
      expect(outcome).toEqual(await reference.commit(SCOPE, changes));
      if (outcome.committed) remember(world, changes);
      if (step % 10 === 0) {
        const uses = [
          { id: random.pick([...world.memories.keys(), 'none']), times: 2, at: time(world.clock) },
        ];
        await Promise.all([opened.backend.addUse(SCOPE, uses), reference.addUse(SCOPE, uses)]);
      }
      if (step % 30 === 0) expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
      const question = randomQuestion(random, world);
      expect(await answers(opened.backend, question)).toEqual(await answers(reference, question));
    }
    expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
    expect(await everything(opened.backend)).toEqual(await everything(reference));
    await opened.remove();
  });
});

interface World {
  readonly memories: Map<string, Memory>;
  readonly relationships: Map<string, Relationship>;
  clock: number;
}

function time(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
}

function text(random: Random, words: number): string {
  return Array.from({ length: words }, () => random.pick(WORDS)).join(' ');
}

function some<T>(random: Random, items: readonly T[]): T[] {
  return items.filter(() => random.chance(0.3));
}

function randomFields(random: Random, now: string): Partial<Memory> {
  return {
    content: text(random, random.integer(1, 12)),
    title: text(random, 2),
    tags: some(random, ['one', 'two', 'three']),
    importance: random.integer(0, 10) / 10,
    type: random.pick(['general', 'problem', 'fix']),
    valid_from: random.chance(0.1) ? time(random.integer(0, 200)) : now,
    valid_until: random.chance(0.2) ? time(random.integer(0, 200)) : null,
    context: {
      ...(random.chance(0.5) ? { project_id: random.pick(['p', 'q']) } : {}),
      ...(random.chance(0.5) ? { project_path: random.pick(PATHS) } : {}),
      ...(random.chance(0.3) ? { languages: [random.pick(['Go', 'GO', 'Rust'])] } : {}),
      ...(random.chance(0.3) ? { visibility: 'private' as const } : {}),
    },
  };
}

function randomChanges(random: Random, world: World): ChangeSet {
  const now = time(++world.clock);
  const base = changeSet([]);
  const known = [...world.memories.values()];
  const kind = random.next();
  if (known.length < 3 || kind < 0.35) {
    const made = memory({ ...randomFields(random, now), created_at: now, updated_at: now, recorded_at: now });
    const { content_hash } = put(made) as { content_hash: string };
    return {
      ...base,
      at: now,
      changes: [put(made)],
      preconditions: [
        { kind: 'memory_absent', id: made.id },
        { kind: 'no_duplicate', content_hash, created_by: 'tester', visibility: null },
      ],
    };
  }
  if (kind < 0.65) {
    const former = random.pick(known);
    const deleted_at = former.deleted_at === null && random.chance(0.3) ? now : null;
    const fields = deleted_at === null ? randomFields(random, now) : {};
    const next = {
      ...former,
      ...fields,
      deleted_at,
      version: former.version + 1,
      updated_at: now,
      recorded_at: now,
    };
    const version = random.chance(0.9) ? former.version : former.version - 1;
    const is = former.deleted_at === null ? 'memory_is' : 'tombstone_is';
    return {
      ...base,
      at: now,
      changes: [put(next, former)],
      preconditions: [{ kind: is, id: former.id, version }],
    };
  }
  const edges = [...world.relationships.values()];
  if (edges.length > 0 && kind < 0.75) {
    const former = random.pick(edges);
    const next = {
      ...former,
      version: former.version + 1,
      updated_at: now,
      recorded_at: now,
      valid_until: random.chance(0.5) ? now : null,
    };
    return {
      ...base,
      at: now,
      changes: [relate(next, former)],
      preconditions: [{ kind: 'relationship_is', id: former.id, version: former.version }],
    };
  }
  const [from, to] = [random.pick(known).id, random.pick(known).id];
  const type = random.pick(TYPES);
  const edge = relationship(from, to, {
    type,
    created_at: now,
    updated_at: now,
    recorded_at: now,
    valid_from: now,
  });
  return {
    ...base,
    at: now,
    changes: [relate(edge)],
    preconditions: [
      { kind: 'memory_is', id: from },
      { kind: 'memory_is', id: to },
      { kind: 'no_equal_relationship', type, from, to },
      { kind: 'acyclic', type, from, to },
    ],
  };
}

function remember(world: World, changes: ChangeSet): void {
  for (const change of changes.changes) {
    if (change.kind === 'put_memory') world.memories.set(change.memory.id, change.memory);
    if (change.kind === 'put_relationship')
      world.relationships.set(change.relationship.id, change.relationship);
  }
}

interface Question {
  readonly filter: MemoryFilter;
  readonly groups: string[][];
  readonly match: 'any' | 'all';
  readonly ids: string[];
  readonly at: string;
}

function randomQuestion(random: Random, world: World): Question {
  const maybe = <T>(share: number, key: string, value: T) => (random.chance(share) ? { [key]: value } : {});
  const at = time(random.integer(0, world.clock + 5));
  return {
    at,
    filter: {
      valid_at: at,
      ...maybe(0.3, 'include_closed', true),
      ...maybe(0.2, 'types', some(random, ['general', 'problem', 'fix'])),
      ...maybe(0.2, 'tags', some(random, ['one', 'two', 'three'])),
      ...maybe(0.1, 'project_path', random.pick(PATHS)),
      ...maybe(0.1, 'projects', { ids: ['p'], global: false }),
      ...maybe(0.1, 'languages', ['go', 'C']),
      ...maybe(0.1, 'min_importance', 0.5),
      ...maybe(0.1, 'created_after', time(30)),
      ...maybe(0.1, 'created_before', time(60)),
      ...maybe(0.1, 'updated_after', time(50)),
      ...maybe(0.1, 'relationship_types', some(random, RELATIONSHIP_TYPE_NAMES)),
    },
    groups: Array.from({ length: random.integer(1, 3) }, () => some(random, [...WORDS, 'no such"word'])),
    match: random.chance(0.5) ? 'any' : 'all',
    ids: some(random, [...world.memories.keys()]),
  };
}

async function answers(backend: Backend, { filter, groups, match, ids, at }: Question) {
  const { candidates, total } = await backend.findCandidates(SCOPE, {
    filter,
    groups,
    match,
    scan_limit: 12,
    limit: 6,
  });
  return {
    candidates,
    total,
    statistics: await backend.termStatistics(SCOPE, WORDS),
    listed: await backend.listMemories(SCOPE, { filter, order: 'updated_at', limit: 7 }),
    count: await backend.countMemories(SCOPE, filter),
    related: await backend.findRelationships(SCOPE, { memory_ids: ids, direction: 'out', limit: 9 }),
    valid: await backend.findRelationships(SCOPE, { valid_at: at, types: TYPES.slice(0, 3), limit: 9 }),
    operators: await backend.listMemories(OPERATOR, { filter, order: 'created_at', limit: 7, offset: 2 }),
    found: (await backend.findMemories(SCOPE, ids)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

async function everything(backend: Backend) {
  const at = time(60);
  return {
    counts: [await backend.counts(SCOPE, at), await backend.counts(OPERATOR, at)],
    vocabulary: await backend.vocabulary(SCOPE, { min_length: 1, max_length: 4 }),
    memories: await collect(backend.streamMemories(OPERATOR)),
    visible: await collect(backend.streamMemories(SCOPE)),
    versions: await collect(backend.streamMemoryVersions(OPERATOR)),
    relationships: await collect(backend.streamRelationships(SCOPE)),
    relationshipVersions: await collect(backend.streamRelationshipVersions(OPERATOR)),
    use: await collect(backend.streamUse(OPERATOR)),
  };
}
