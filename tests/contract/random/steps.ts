import fc from 'fast-check';
import type { MemoryType } from '../../../src/domain/memory-types.js';
import type { RelationshipType } from '../../../src/domain/relationship-types.js';
import { type Read, reads } from './reads.js';
import { MEMORY_IDS, RELATIONSHIP_IDS, TAGS, text } from './small-world.js';

/** What a step may change of a memory; absent = left as it is, or as the fixture has it. */
export interface MemoryFacts {
  readonly content?: string;
  readonly title?: string;
  readonly summary?: string | null;
  readonly type?: MemoryType;
  readonly tags?: readonly string[];
  readonly importance?: number;
  readonly closesAfterHours?: number | null;
  readonly project?: 'p/one' | 'p/two';
  readonly path?: string;
  readonly language?: string;
}

/** A step names records by id alone; what it means is settled by the state it meets. */
export type Step =
  | { readonly kind: 'store'; readonly id: string; readonly facts: MemoryFacts; readonly once: boolean }
  | { readonly kind: 'update'; readonly id: string; readonly facts: MemoryFacts; readonly stale: boolean }
  | { readonly kind: 'delete' | 'undelete'; readonly id: string; readonly stale: boolean }
  | {
      readonly kind: 'relate';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly type: RelationshipType;
    }
  | { readonly kind: 'close' | 'strengthen'; readonly id: string; readonly stale: boolean }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'answer'; readonly key: string; readonly names: string; readonly hoursKept: number }
  | { readonly kind: 'use'; readonly ids: readonly string[]; readonly times: number }
  | { readonly kind: 'restore_use'; readonly id: string; readonly times: number }
  | { readonly kind: 'purge' | 'purge_edge'; readonly id: string }
  | { readonly kind: 'purge_answers'; readonly folded: readonly string[] }
  | { readonly kind: 'erase_version'; readonly id: string }
  | { readonly kind: 'scrub' }
  | { readonly kind: 'alias'; readonly alias: string; readonly project: string | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'read'; readonly read: Read };

const memoryId = fc.constantFrom(...MEMORY_IDS);
const relationshipId = fc.constantFrom(...RELATIONSHIP_IDS);
// Most relationships lie between few memories, so that they repeat, mirror and form circles.
const end = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('m0', 'm1', 'm2') },
  { weight: 1, arbitrary: memoryId },
);
const oftenRelated = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('r0', 'r1') },
  { weight: 1, arbitrary: relationshipId },
);
const stale = fc.nat(4).map((pick) => pick === 0);

const facts: fc.Arbitrary<MemoryFacts> = fc.record(
  {
    content: text,
    title: text,
    summary: fc.option(text),
    type: fc.constantFrom<MemoryType>('fact', 'task', 'error'),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 }),
    importance: fc.constantFrom(0, 0.1, 0.5, 0.777777, 1),
    closesAfterHours: fc.constantFrom(null, 0, 3, 10, 1000),
    project: fc.constantFrom('p/one', 'p/two'),
    path: fc.constantFrom('/a', '/a/b', '/ab', 'C:\\a\\b', '/a/b/'),
    language: fc.constantFrom('Rust', 'rust', 'Go'),
  },
  { requiredKeys: ['content'] },
);

const types = fc.constantFrom<RelationshipType>(
  'CAUSES',
  'CAUSES',
  'CAUSES',
  'GENERALIZES',
  'SPECIALIZES',
  'REPLACES',
  'DEPRECATED_BY',
  'RELATED_TO',
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('store'), id: memoryId, facts, once: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('update'), id: end, facts, stale }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), id: end, stale }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undelete'), id: end, stale }) },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('relate'),
      id: fc.oneof(oftenRelated, relationshipId),
      from: end,
      to: end,
      type: types,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close'), id: oftenRelated, stale }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('strengthen'), id: oftenRelated, stale }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      key: fc.constantFrom('k1', 'k2'),
      names: end,
      hoursKept: fc.constantFrom(1, 4, 24),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('use'),
      ids: fc.array(memoryId, { minLength: 1, maxLength: 3 }),
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restore_use'), id: memoryId, times: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge'), id: memoryId }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge_edge'), id: relationshipId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('purge_answers'),
      folded: fc.subarray(['k1', 'm1', 'nobody']),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase_version'), id: end }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('scrub') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('alias'),
      alias: fc.constantFrom('p/one', 'p/two', 'p/old'),
      project: fc.constantFrom('p/one', 'p/two', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('empty') }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('read'), read: reads }) },
);

const opening: fc.Arbitrary<Step[]> = fc.tuple(
  ...MEMORY_IDS.slice(0, 5).map((id) =>
    fc.record({ kind: fc.constant('store' as const), id: fc.constant(id), facts, once: fc.boolean() }),
  ),
);

/** Steps that store first, so that the later ones meet something. */
export const sequences: fc.Arbitrary<Step[]> = fc
  .tuple(opening, fc.array(step, { minLength: 5, maxLength: 45 }))
  .map(([first, rest]) => [...first, ...rest]);
