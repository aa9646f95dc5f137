import { describe, expect, it } from 'vitest';
import type { RelationshipQuery } from '../../../src/contracts/backend.js';
import { commit, ids, type OpenBackend, seed, withBackend } from '../bench.js';
import { ANN, hours, memory, nextMemory, putMemory, relationship, T0 } from '../records.js';

const A = memory({ id: 'a' });
const MEMORIES = [A, memory({ id: 'b' }), memory({ id: 'c' })];
const edge = (id: string, from: string, to: string, more: Parameters<typeof relationship>[0] | object = {}) =>
  relationship({ id, from_memory_id: from, to_memory_id: to, ...more });
const EDGES = [
  edge('r1', 'a', 'b', { updated_at: hours(3) }),
  edge('r2', 'b', 'c', { updated_at: hours(2), type: 'CAUSES' }),
  edge('r3', 'c', 'a', { updated_at: hours(2), valid_until: hours(1) }),
];

export function relationshipReadSuite(open: OpenBackend): void {
  const cases: [string, Omit<RelationshipQuery, 'limit'>, string[]][] = [
    ['everything, newest update first, equal times by id descending', {}, ['r1', 'r3', 'r2']],
    ['touching a memory', { memory_ids: ['a'] }, ['r1', 'r3']],
    ['touching one of several', { memory_ids: ['c', 'missing'] }, ['r3', 'r2']],
    ['out of a memory', { memory_ids: ['a'], direction: 'out' }, ['r1']],
    ['into a memory', { memory_ids: ['a'], direction: 'in' }, ['r3']],
    ['by id', { ids: ['r2', 'missing'] }, ['r2']],
    ['by type', { types: ['CAUSES'] }, ['r2']],
    ['valid at a moment', { valid_at: hours(2) }, ['r1', 'r2']],
    ['valid at an earlier moment', { valid_at: T0 }, ['r1', 'r3', 'r2']],
    ['not valid before it began', { valid_at: hours(-1) }, []],
    ['after a position', { after: { at: hours(2), id: 'r3' } }, ['r2']],
    ['of no memory', { memory_ids: [] }, []],
    ['all conditions together', { memory_ids: ['b'], types: ['SOLVES'], valid_at: T0 }, ['r1']],
  ];

  describe('relationship reads', () => {
    it.each(cases)('findRelationships: %s', (_title, query, expected) =>
      withBackend(open, async (backend) => {
        await seed(backend, MEMORIES, EDGES);
        expect(ids(await backend.findRelationships(ANN, { ...query, limit: 99 }))).toEqual(expected);
        expect(ids(await backend.findRelationships(ANN, { ...query, limit: 1 }))).toEqual(
          expected.slice(0, 1),
        );
      })(),
    );

    it(
      'of memories with many come in order, each once, as many as are asked for',
      withBackend(open, async (backend) => {
        const hub = memory({ id: 'hub' });
        const others = Array.from({ length: 150 }, (_, at) => memory({ id: `m${at}` }));
        const edges = others.map(({ id }, at) => {
          const [from, to] = at % 2 === 0 ? ['hub', id] : [id, 'hub'];
          return edge(`e${String(at).padStart(3, '0')}`, from, to, { updated_at: hours(at % 7) });
        });
        await seed(backend, [hub, ...others], edges);
        const order = edges
          .toSorted((a, b) =>
            a.updated_at === b.updated_at ? (a.id < b.id ? 1 : -1) : a.updated_at < b.updated_at ? 1 : -1,
          )
          .map(({ id }) => id);
        for (const limit of [3, 65, 999])
          for (const memory_ids of [['hub'], ['hub', ...ids(others)], ids(others)])
            expect(ids(await backend.findRelationships(ANN, { memory_ids, limit }))).toEqual(
              order.slice(0, limit),
            );
      }),
    );

    it(
      'a relationship is visible only while both of its memories are',
      withBackend(open, async (backend) => {
        await seed(backend, MEMORIES, EDGES);
        await commit(backend, [putMemory(nextMemory(A, T0, { deleted_at: T0 }), A)]);
        expect(ids(await backend.findRelationships(ANN, { limit: 9 }))).toEqual(['r2']);
        expect(ids(await backend.findRelationships(ANN, { ids: ['r1'], limit: 9 }))).toEqual([]);
        expect(await backend.relationshipHistory(ANN, 'r1')).toEqual([]);
      }),
    );
  });
}
