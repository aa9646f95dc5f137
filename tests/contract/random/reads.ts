import fc from 'fast-check';
import type { RelationshipQuery } from '../../../src/contracts/backend.js';
import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import type { MemoryType } from '../../../src/domain/memory-types.js';
import { INDEXED, MEMORY_IDS, RELATIONSHIP_IDS, TAGS } from './small-world.js';

/** A filter without the moment it is judged at, which is that of the step or some hours off. */
export type TimelessFilter = Omit<MemoryFilter, 'valid_at'>;

/** One question; every backend must give the same answer. */
export type Read =
  | ({ readonly kind: 'list'; readonly filter: TimelessFilter; readonly offHours: number } & {
      readonly order: 'created_at' | 'updated_at';
      readonly limit: number;
      readonly offset: number;
      readonly scope: Who;
    })
  | {
      readonly kind: 'count';
      readonly filter: TimelessFilter;
      readonly offHours: number;
      readonly scope: Who;
    }
  | {
      readonly kind: 'candidates';
      readonly filter: TimelessFilter;
      readonly offHours: number;
      readonly groups: readonly (readonly string[])[];
      readonly match: 'any' | 'all';
      readonly scan_limit: number;
      readonly limit: number;
    }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly lengths: readonly [number, number] }
  | {
      readonly kind: 'relationships';
      readonly query: Omit<RelationshipQuery, 'valid_at'>;
      readonly valid: boolean;
      readonly scope: Who;
    }
  | { readonly kind: 'history'; readonly memory: string; readonly relationship: string; readonly scope: Who }
  | {
      readonly kind: 'records';
      readonly ids: readonly string[];
      readonly prefix: string;
      readonly scope: Who;
    }
  | { readonly kind: 'answer'; readonly key: string }
  | { readonly kind: 'counts'; readonly offHours: number; readonly scope: Who }
  | { readonly kind: 'everything'; readonly scope: Who };

export type Who = 'ann' | 'ben' | 'operator';

const scope = fc.constantFrom<Who>('ann', 'ann', 'ben', 'operator');
const offHours = fc.constantFrom(0, 0, 0, -3, 5);
const memoryIds = fc.uniqueArray(fc.constantFrom(...MEMORY_IDS), { maxLength: 4 });

const filter: fc.Arbitrary<TimelessFilter> = fc
  .record(
    {
      include_closed: fc.boolean(),
      types: fc.uniqueArray(fc.constantFrom<MemoryType>('fact', 'task', 'error'), { minLength: 1 }),
      tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
      project_path: fc.constantFrom('/a', '/a/b', 'C:/a', '\\a', '/'),
      projects: fc.record({
        ids: fc.constantFrom([], ['p/one'], ['p/two', 'p/one'], ['p/none']),
        global: fc.boolean(),
      }),
      languages: fc.constantFrom(['RUST'], ['go', 'rust']),
      min_importance: fc.constantFrom(0.1, 0.777777),
      relationship_types: fc.constantFrom(['CAUSES'], ['GENERALIZES', 'REPLACES']),
    },
    { requiredKeys: [] },
  )
  // Few conditions at a time, or nothing would pass.
  .map((all) => Object.fromEntries(Object.entries(all).slice(0, 2)))
  .chain((some) => fc.constantFrom({}, some));

const groups = fc.array(fc.uniqueArray(fc.constantFrom(...INDEXED), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

export const reads: fc.Arbitrary<Read> = fc.oneof(
  fc.record({
    kind: fc.constant('list' as const),
    filter,
    offHours,
    order: fc.constantFrom('created_at' as const, 'updated_at' as const),
    limit: fc.integer({ min: 1, max: 9 }),
    offset: fc.nat(3),
    scope,
  }),
  fc.record({ kind: fc.constant('count' as const), filter, offHours, scope }),
  ...[1, 2, 3].map(() =>
    fc.record({
      kind: fc.constant('candidates' as const),
      filter,
      offHours,
      groups,
      match: fc.constantFrom('any' as const, 'any' as const, 'all' as const),
      scan_limit: fc.integer({ min: 1, max: 9 }),
      limit: fc.integer({ min: 1, max: 9 }),
    }),
  ),
  fc.record({
    kind: fc.constant('words' as const),
    words: fc.uniqueArray(fc.constantFrom(...INDEXED)),
    lengths: fc.tuple(fc.nat(3), fc.integer({ min: 3, max: 7 })),
  }),
  fc.record({
    kind: fc.constant('relationships' as const),
    query: fc.record(
      {
        memory_ids: memoryIds,
        direction: fc.constantFrom('out' as const, 'in' as const, 'both' as const),
        ids: fc.uniqueArray(fc.constantFrom(...RELATIONSHIP_IDS), { maxLength: 4 }),
        types: fc.constantFrom(['CAUSES'], ['SPECIALIZES', 'REPLACES']),
        limit: fc.integer({ min: 1, max: 9 }),
      },
      { requiredKeys: ['limit'] },
    ),
    valid: fc.boolean(),
    scope,
  }),
  fc.record({
    kind: fc.constant('history' as const),
    memory: fc.constantFrom(...MEMORY_IDS),
    relationship: fc.constantFrom(...RELATIONSHIP_IDS),
    scope,
  }),
  fc.record({
    kind: fc.constant('records' as const),
    ids: memoryIds,
    prefix: fc.constantFrom('', 'm', 'm_', 'm1', 'x'),
    scope,
  }),
  fc.record({ kind: fc.constant('answer' as const), key: fc.constantFrom('k1', 'k2') }),
  fc.record({ kind: fc.constant('counts' as const), offHours, scope }),
  fc.record({ kind: fc.constant('everything' as const), scope }),
);
