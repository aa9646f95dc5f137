import { describe, expect, it } from 'vitest';
import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import { commit, ids, type OpenBackend, seed, withBackend } from '../bench.js';
import { ANN, hours, memory, nextMemory, putMemory, relationship, T0 } from '../records.js';

const STORED = [
  memory({ id: 'plain' }),
  memory({ id: 'closed', valid_until: hours(1) }),
  memory({ id: 'future', valid_from: hours(10) }),
  memory({ id: 'tagged', type: 'task', tags: ['x', 'y'], importance: 0.9, confidence: 0.3 }),
  memory({ id: 'half', tags: ['x'], importance: 0.7 }),
  memory({
    id: 'web',
    created_at: hours(2),
    updated_at: hours(4),
    context: {
      project_id: 'p/1',
      project_path: '/home/app/web',
      session_id: 's',
      languages: ['TypeScript', 'CSS'],
      frameworks: ['React'],
    },
  }),
  memory({ id: 'win', context: { project_path: 'C:\\code\\app\\', languages: ['rust'] } }),
  memory({ id: 'webs', context: { project_path: '/home/app/website' } }),
];

const ALL = STORED.map(({ id }) => id).sort();
const OPEN = ALL.filter((id) => id !== 'closed' && id !== 'future');
const GLOBAL = OPEN.filter((id) => id !== 'web');

export function filterSuite(open: OpenBackend): void {
  const at = hours(5);
  const cases: [string, Omit<MemoryFilter, 'valid_at'> & { valid_at?: string }, string[]][] = [
    ['validity: open at the moment', {}, OPEN],
    ['validity: closed at its very end', { valid_at: hours(1) }, ['half', 'plain', 'tagged', 'webs', 'win']],
    ['validity: valid from its very beginning', { valid_at: hours(10) }, ALL.filter((id) => id !== 'closed')],
    ['include_closed: everything', { include_closed: true }, ALL],
    ['types', { types: ['task', 'error'] }, ['tagged']],
    ['tags: every one', { tags: ['x', 'y'] }, ['tagged']],
    ['tags: one', { tags: ['x'] }, ['half', 'tagged']],
    ['project_path: itself', { project_path: '/home/app/web' }, ['web']],
    ['project_path: below, whole folders only', { project_path: '/home/app/' }, ['web', 'webs']],
    ['project_path: separators are alike', { project_path: 'C:/code' }, ['win']],
    ['project_path: backslashes asked', { project_path: '\\home\\app\\web' }, ['web']],
    ['project_path: wild cards are letters', { project_path: '/home/a%' }, []],
    ['projects: one', { projects: { ids: ['p/1'], global: false } }, ['web']],
    ['projects: several', { projects: { ids: ['p/0', 'p/1'], global: false } }, ['web']],
    ['projects: one and global', { projects: { ids: ['p/1'], global: true } }, OPEN],
    ['projects: another and global', { projects: { ids: ['p/2'], global: true } }, GLOBAL],
    ['projects: global alone', { projects: { ids: [], global: true } }, GLOBAL],
    ['projects: none at all', { projects: { ids: [], global: false } }, []],
    ['session_id', { session_id: 's' }, ['web']],
    ['languages: any, whatever the case', { languages: ['css', 'RUST'] }, ['web', 'win']],
    ['frameworks', { frameworks: ['react'] }, ['web']],
    ['min_importance: inclusive', { min_importance: 0.7 }, ['half', 'tagged']],
    ['min_confidence: inclusive', { min_confidence: 0.8, tags: ['x'] }, ['half']],
    ['created_after: inclusive', { created_after: hours(2) }, ['web']],
    ['created_before: exclusive', { created_before: hours(2), tags: ['x'] }, ['half', 'tagged']],
    ['created_before: exclusive at its value', { created_before: T0 }, []],
    ['updated_after: inclusive', { updated_after: hours(4) }, ['web']],
    ['all conditions together', { tags: ['x'], min_importance: 0.8, types: ['fact'] }, []],
  ];

  describe('filter', () => {
    it.each(cases)('%s', (_title, filter, expected) =>
      withBackend(open, async (backend) => {
        await seed(backend, STORED);
        const whole = { valid_at: at, ...filter };
        const listed = await backend.listMemories(ANN, { filter: whole, order: 'created_at', limit: 99 });
        expect(ids(listed).sort()).toEqual(expected);
        expect(await backend.countMemories(ANN, whole)).toBe(expected.length);
        const found = await backend.findCandidates(ANN, {
          filter: whole,
          groups: [['titl']],
          match: 'any',
          scan_limit: 99,
          limit: 99,
        });
        expect(ids(found.candidates).sort()).toEqual(expected);
      })(),
    );

    it(
      'relationship_types: a valid one of these types, either direction, with a visible memory',
      withBackend(open, async (backend) => {
        const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((id) => memory({ id }));
        if (!a || !b || !c || !d || !e) throw new Error('five memories');
        const edge = (id: string, from: string, to: string) =>
          relationship({ id, from_memory_id: from, to_memory_id: to });
        await seed(
          backend,
          [a, b, c, d, e],
          [
            edge('r1', 'a', 'b'),
            { ...edge('r2', 'c', 'd'), valid_until: hours(2) },
            { ...edge('r3', 'd', 'e'), valid_from: hours(8) },
          ],
        );
        const related = async (valid_at: string, types: string[]) =>
          ids(
            await backend.listMemories(ANN, {
              filter: { valid_at, relationship_types: types },
              order: 'created_at',
              limit: 99,
            }),
          ).sort();
        expect(await related(at, ['SOLVES', 'CAUSES'])).toEqual(['a', 'b']);
        expect(await related(at, ['CAUSES'])).toEqual([]);
        expect(await related(hours(1), ['SOLVES'])).toEqual(['a', 'b', 'c', 'd']);
        expect(await related(hours(8), ['SOLVES'])).toEqual(['a', 'b', 'd', 'e']);
        await commit(backend, [putMemory(nextMemory(b, T0, { deleted_at: T0 }), b)]);
        expect(await related(at, ['SOLVES'])).toEqual([]);
      }),
    );
  });
}
