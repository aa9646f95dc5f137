import { describe, expect, it } from 'vitest';
import { commit, ids, type OpenBackend, seed, withBackend } from '../bench.js';
import { ANN, hours, memory, nextMemory, OPERATOR, putMemory, T0 } from '../records.js';

const NOW = { valid_at: hours(100) };
const A = memory({ id: 'a', created_at: hours(1), updated_at: hours(9) });
const B = memory({ id: 'b', created_at: hours(2), updated_at: hours(2) });
const C = memory({ id: 'c', created_at: hours(2), updated_at: hours(2) });

export function memoryReadSuite(open: OpenBackend): void {
  describe('memory reads', () => {
    it(
      'findTitles: of those that are there, by id, however many are asked for',
      withBackend(open, async (backend) => {
        const many = Array.from({ length: 9 }, (_, at) => memory({ id: `m${at}`, title: `Title ${at}` }));
        await seed(backend, many);
        expect(await backend.findTitles(ANN, [])).toEqual(new Map());
        for (const count of [1, 2, 3, 4, 5, 9]) {
          const asked = many.slice(0, count);
          expect(await backend.findTitles(ANN, ['missing', ...ids(asked), 'm0'])).toEqual(
            new Map(asked.map(({ id, title }) => [id, title])),
          );
        }
        const [gone] = many;
        if (gone === undefined) return;
        await commit(backend, [putMemory(nextMemory(gone, T0, { deleted_at: T0 }), gone)]);
        expect(await backend.findTitles(ANN, ['m0', 'm1'])).toEqual(new Map([['m1', 'Title 1']]));
        expect(await backend.findTitles(OPERATOR, ['m0'])).toEqual(new Map([['m0', 'Title 0']]));
      }),
    );

    it(
      'findMemories: those that are there, each once',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B]);
        const found = await backend.findMemories(ANN, ['b', 'missing', 'a', 'b']);
        expect(ids(found).sort()).toEqual(['a', 'b']);
        expect(await backend.findMemories(ANN, [])).toEqual([]);
      }),
    );

    it(
      'a tombstone is hidden from every read of a principal, and comes back whole',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B]);
        await backend.addUse(ANN, [{ id: 'a', times: 1, at: T0 }]);
        const tombstone = nextMemory(A, hours(10), { deleted_at: hours(10) });
        await commit(backend, [putMemory(tombstone, A)]);
        expect(await backend.findMemories(ANN, ['a'])).toEqual([]);
        expect(await backend.findMemories(OPERATOR, ['a'])).toEqual([tombstone]);
        expect(ids(await backend.listMemories(ANN, { filter: NOW, order: 'created_at', limit: 9 }))).toEqual([
          'b',
        ]);
        expect(await backend.countMemories(ANN, NOW)).toBe(1);
        expect(await backend.memoryHistory(ANN, 'a')).toEqual([]);
        expect(await backend.findUse(ANN, ['a'])).toEqual([]);
        expect(await backend.completeId(ANN, 'a', 9)).toEqual([]);
        const restored = nextMemory(tombstone, hours(11), { deleted_at: null });
        await commit(
          backend,
          [putMemory(restored, tombstone)],
          [{ kind: 'tombstone_is', id: 'a', version: 2 }],
        );
        expect(await backend.findMemories(ANN, ['a'])).toEqual([restored]);
        expect(await backend.memoryHistory(ANN, 'a')).toHaveLength(2);
        expect((await backend.findUse(ANN, ['a']))[0]?.usage_count).toBe(1);
      }),
    );

    it(
      'listMemories: newest first, equal times by id descending, by either time',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C]);
        const list = async (order: 'created_at' | 'updated_at') =>
          ids(await backend.listMemories(ANN, { filter: NOW, order, limit: 9 }));
        expect(await list('created_at')).toEqual(['c', 'b', 'a']);
        expect(await list('updated_at')).toEqual(['a', 'c', 'b']);
      }),
    );

    it(
      'listMemories: pages by position and by offset give the whole list, once',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C]);
        const base = { filter: NOW, order: 'created_at', limit: 1 } as const;
        expect(
          ids(await backend.listMemories(ANN, { ...base, after: { at: hours(2), id: 'c' }, limit: 5 })),
        ).toEqual(['b', 'a']);
        expect(ids(await backend.listMemories(ANN, { ...base, after: { at: hours(2), id: 'b' } }))).toEqual([
          'a',
        ]);
        expect(await backend.listMemories(ANN, { ...base, after: { at: hours(1), id: 'a' } })).toEqual([]);
        expect(ids(await backend.listMemories(ANN, { ...base, offset: 1 }))).toEqual(['b']);
        expect(await backend.listMemories(ANN, { ...base, offset: 3 })).toEqual([]);
      }),
    );

    it(
      'findDuplicate: as no_duplicate',
      withBackend(open, async (backend) => {
        await seed(backend, [memory({ id: 'z', content: 'x' }), memory({ id: 'y', content: 'x' })]);
        const asked = { content_hash: 'x', created_by: 'ann', visibility: null, at: T0 };
        expect(await backend.findDuplicate(ANN, asked)).toBe('z');
        expect(await backend.findDuplicate(ANN, { ...asked, content_hash: 'q' })).toBeNull();
      }),
    );

    it(
      'completeId: newest first, the prefix taken literally',
      withBackend(open, async (backend) => {
        await seed(backend, [
          memory({ id: 'ab_1', created_at: hours(1) }),
          memory({ id: 'abX1', created_at: hours(2) }),
          memory({ id: 'ab_2', created_at: hours(3) }),
          memory({ id: 'AB_3', created_at: hours(4) }),
        ]);
        expect(await backend.completeId(ANN, 'ab_', 9)).toEqual(['ab_2', 'ab_1']);
        expect(await backend.completeId(ANN, 'ab', 2)).toEqual(['ab_2', 'abX1']);
        expect(await backend.completeId(ANN, '%', 9)).toEqual([]);
        expect(await backend.completeId(ANN, '', 9)).toHaveLength(4);
      }),
    );

    it(
      'addUse: adds up, keeps the latest time, passes over what is not there, makes no version',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B]);
        await backend.addUse(ANN, [
          { id: 'a', times: 2, at: hours(5) },
          { id: 'missing', times: 1, at: hours(5) },
        ]);
        await backend.addUse(ANN, [{ id: 'a', times: 1, at: hours(3) }]);
        expect(await backend.findUse(ANN, ['a', 'b', 'missing'])).toEqual([
          { id: 'a', usage_count: 3, last_accessed: hours(5) },
        ]);
        expect(await backend.findMemories(ANN, ['a'])).toEqual([A]);
        expect(await backend.memoryHistory(ANN, 'a')).toEqual([]);
      }),
    );
  });
}
