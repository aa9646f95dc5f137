import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/contracts/backend.js';
import type { CandidateQuery } from '../../../src/contracts/candidates.js';
import { documentOf } from '../../../src/search/analysis.js';
import { commit, ids, type OpenBackend, seed, withBackend } from '../bench.js';
import { ANN, hours, memory, nextMemory, putMemory, T0 } from '../records.js';

const text = (id: string, content: string, title = 'Note') => memory({ id, title, content });
const NOW = { valid_at: T0 };

async function candidates(backend: Backend, query: Partial<CandidateQuery>): Promise<string[]> {
  const { candidates: found } = await backend.findCandidates(ANN, {
    filter: NOW,
    groups: [],
    match: 'any',
    scan_limit: 100,
    limit: 100,
    ...query,
  });
  return ids(found);
}

export function searchSuite(open: OpenBackend): void {
  describe('search reads', () => {
    it(
      'termStatistics: counts documents and words; closed memories are in, tombstones are not',
      withBackend(open, async (backend) => {
        const gone = text('gone', 'apple');
        await seed(backend, [
          text('a', 'apple apple pear'),
          { ...text('b', 'apple'), valid_until: T0 },
          gone,
        ]);
        await commit(backend, [putMemory(nextMemory(gone, T0, { deleted_at: T0 }), gone)]);
        expect(await backend.termStatistics(ANN, ['appl', 'pear', 'kiwi', 'note'])).toEqual({
          documents: 2,
          words: 6,
          document_counts: new Map([
            ['appl', 2],
            ['pear', 1],
            ['note', 2],
          ]),
        });
      }),
    );

    it(
      'termStatistics: follow an update and an undelete',
      withBackend(open, async (backend) => {
        const one = text('a', 'apple');
        await seed(backend, [one]);
        const two = nextMemory(one, hours(1), { content: 'pear pear' });
        await commit(backend, [putMemory(two, one)]);
        const counts = async () => {
          const { words, document_counts } = await backend.termStatistics(ANN, ['appl', 'pear']);
          return [words, Object.fromEntries(document_counts)];
        };
        expect(await counts()).toEqual([3, { pear: 1 }]);
        const three = nextMemory(two, hours(2), { deleted_at: hours(2) });
        await commit(backend, [putMemory(three, two)]);
        expect(await counts()).toEqual([0, {}]);
        await commit(backend, [putMemory(nextMemory(three, hours(3), { deleted_at: null }), three)]);
        expect(await counts()).toEqual([3, { pear: 1 }]);
      }),
    );

    it(
      'vocabulary: words of a length in code points, in alphabetical order',
      withBackend(open, async (backend) => {
        await seed(backend, [text('a', 'kiwi pear 検索', 'Straße'), text('b', 'pear')]);
        expect(await backend.vocabulary(ANN, { min_length: 2, max_length: 4 })).toEqual([
          { word: 'kiwi', documents: 1 },
          { word: 'note', documents: 1 },
          { word: 'pear', documents: 2 },
          { word: '検索', documents: 1 },
        ]);
        expect(await backend.vocabulary(ANN, { min_length: 6, max_length: 6 })).toEqual([
          { word: 'straße', documents: 1 },
        ]);
      }),
    );

    it(
      'findCandidates: hand back what the final ranking needs',
      withBackend(open, async (backend) => {
        const a = memory({ id: 'a', content: 'red fox', tags: ['x1'], importance: 0.25, summary: 'Fox' });
        await seed(backend, [memory({ id: 'first' }), a]);
        await backend.addUse(ANN, [{ id: 'a', times: 4, at: T0 }]);
        const found = await backend.findCandidates(ANN, {
          filter: NOW,
          groups: [['fox']],
          match: 'any',
          scan_limit: 9,
          limit: 9,
        });
        expect(found.total).toBe(1);
        expect(found.candidates).toEqual([
          {
            id: 'a',
            sequence: expect.any(Number),
            document: documentOf(a),
            importance: 0.25,
            created_at: T0,
            updated_at: T0,
            valid_from: T0,
            usage_count: 4,
          },
        ]);
      }),
    );

    it(
      'findCandidates: any group, or all of them; one word of a group stands for it',
      withBackend(open, async (backend) => {
        await seed(backend, [text('a', 'red fox'), text('b', 'red dog'), text('c', 'blue dog')]);
        const groups = [['red', 'crimson'], ['dog']];
        expect((await candidates(backend, { groups, match: 'any' })).sort()).toEqual(['a', 'b', 'c']);
        expect(await candidates(backend, { groups, match: 'all' })).toEqual(['b']);
        expect(await candidates(backend, { groups: [['fox', 'blue']], match: 'all' })).toEqual(['c', 'a']);
        expect(await candidates(backend, { groups: [['cat']] })).toEqual([]);
        expect(await candidates(backend, { groups: [] })).toEqual([]);
        expect(await candidates(backend, { groups: [], match: 'all' })).toEqual([]);
      }),
    );

    it(
      'findCandidates: words are whole words, and words of a query language are words',
      withBackend(open, async (backend) => {
        await seed(backend, [text('a', 'fox near foxtrot'), text('b', 'or not')]);
        expect(await candidates(backend, { groups: [['fox']] })).toEqual(['a']);
        expect(await candidates(backend, { groups: [['fo']] })).toEqual([]);
        expect(await candidates(backend, { groups: [['or']] })).toEqual(['b']);
        expect(await candidates(backend, { groups: [['near']] })).toEqual(['a']);
      }),
    );

    it(
      'findCandidates: best first by BM25 with field weights, equal ones the later stored first',
      withBackend(open, async (backend) => {
        await seed(backend, [
          text('body', 'fox and something more'),
          text('titled', 'and something more here', 'Fox'),
          text('twin', 'fox and something more'),
          text('other', 'nothing of the kind'),
          text('more', 'nothing of the sort'),
          text('rest', 'nothing at all like it'),
          text('last', 'nothing'),
        ]);
        expect(await candidates(backend, { groups: [['fox']] })).toEqual(['titled', 'twin', 'body']);
      }),
    );

    it(
      'findCandidates: look at the newest by order of storing only, and count those',
      withBackend(open, async (backend) => {
        const [a, b, c] = [text('a', 'fox fox fox'), text('b', 'fox'), text('c', 'fox')];
        await seed(backend, [a, b, c, text('d', 'dog')]);
        await commit(backend, [putMemory(nextMemory(a, hours(1), { tags: ['t'] }), a)]);
        const query = { filter: NOW, groups: [['fox']], match: 'any', scan_limit: 2, limit: 1 } as const;
        const found = await backend.findCandidates(ANN, query);
        expect(ids(found.candidates)).toEqual(['c']);
        expect(found.total).toBe(2);
      }),
    );

    it(
      'findCandidates: an updated text is found by its new words, a tombstone by none',
      withBackend(open, async (backend) => {
        const a = text('a', 'fox');
        await seed(backend, [a]);
        const b = nextMemory(a, T0, { content: 'dog' });
        await commit(backend, [putMemory(b, a)]);
        expect(await candidates(backend, { groups: [['fox']] })).toEqual([]);
        expect(await candidates(backend, { groups: [['dog']] })).toEqual(['a']);
        await commit(backend, [putMemory(nextMemory(b, T0, { deleted_at: T0 }), b)]);
        expect(await candidates(backend, { groups: [['dog']] })).toEqual([]);
      }),
    );
  });
}
