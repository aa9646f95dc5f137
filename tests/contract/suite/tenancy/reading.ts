import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import { collect, ids } from '../../bench.js';
import { member } from '../../members.js';
import type { OpenTenants } from '../../open-backends.js';
import { hours, memory, nextMemory, putMemory, putRelationship, relationship, T0 } from '../../records.js';
import { ACME, ANN, BEN, CAT, commitAs, DAN, EVE, inTenants, OTHER_ANN, OWNER, shared } from './cast.js';

const FILTER = { valid_at: T0 };
const PRIVATE = shared('private', { visibility: 'private' }, { content: 'word x1' });
const TEAM = shared('team', { visibility: 'team', team_id: 'red' }, { content: 'word x2' });
const EVERY = shared('every', { visibility: 'team', team_id: '*' }, { content: 'word x3' });
const PROJECT = shared('project', { visibility: 'project', project_id: 'q' }, { content: 'word x4' });
const PUBLIC = shared('public', { visibility: 'public' }, { content: 'word x5' });
const OLD = shared('old', {}, { content: 'word x6' });
const ALL = [PRIVATE, TEAM, EVERY, PROJECT, PUBLIC, OLD];

/** Which of these memories each of them sees. */
const SEEN: readonly (readonly [name: string, scope: AccessScope, ids: readonly string[]])[] = [
  ['their maker', ANN, ids(ALL)],
  ['one of the team', BEN, ['team', 'every', 'public']],
  ['one of another team, with the project', CAT, ['every', 'project', 'public']],
  ['one of no team and no project', DAN, ['public']],
  ['an admin', EVE, ['public']],
  ['the owner of the store', OWNER, ids(ALL)],
  ['somebody of another tenant', OTHER_ANN, []],
];

export function readingSuite(open: OpenTenants): void {
  describe('what a member sees', () => {
    it.each(SEEN)('%s', (_name, scope, expected) =>
      inTenants(open, async (backend) => {
        await commitAs(
          backend,
          ANN,
          ALL.map((each) => putMemory(each)),
        );
        await backend.addUse(
          scope,
          ALL.map(({ id }) => ({ id, times: 1, at: T0 })),
        );
        const sorted = [...expected].sort();
        const query = { filter: FILTER, groups: [['word']], match: 'any', scan_limit: 9, limit: 9 } as const;
        const { candidates, total } = await backend.findCandidates(scope, query);
        const words = ALL.map(({ content }) => content.slice('word '.length));
        expect({
          found: ids(await backend.findMemories(scope, ids(ALL))).sort(),
          titled: [...(await backend.findTitles(scope, ids(ALL)))].sort(),
          listed: ids(
            await backend.listMemories(scope, { filter: FILTER, order: 'updated_at', limit: 9 }),
          ).sort(),
          counted: await backend.countMemories(scope, FILTER),
          candidates: ids(candidates).sort(),
          total,
          completed: (await backend.completeId(scope, '', 9)).sort(),
          streamed: ids(await collect(backend.streamMemories(scope))).sort(),
          used: ids(await backend.findUse(scope, ids(ALL))).sort(),
          usedAll: ids(await collect(backend.streamUse(scope))),
          memories: (await backend.counts(scope, T0)).memories,
          words: (await backend.visibleWords(scope, words)).size,
          // Ranks are made of the whole tenant's counts, so that they are everybody's.
          documents: (await backend.termStatistics(scope, ['word'])).documents,
        }).toEqual({
          found: sorted,
          titled: sorted.map((id) => [id, 'A title of its own']),
          listed: sorted,
          counted: sorted.length,
          candidates: sorted,
          total: sorted.length,
          completed: sorted,
          streamed: sorted,
          used: sorted,
          usedAll: sorted,
          memories: sorted.length,
          words: sorted.length,
          documents: scope === OTHER_ANN ? 0 : ALL.length,
        });
      })(),
    );

    it(
      'ends when a team or a visibility is taken away, at once',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(TEAM), putMemory(PUBLIC)]);
        expect(ids(await backend.findMemories(BEN, ['team', 'public'])).sort()).toEqual(['public', 'team']);
        const left = nextMemory(TEAM, T0, { context: { visibility: 'team' } });
        const hidden = nextMemory(PUBLIC, T0, { context: { visibility: 'private' } });
        await commitAs(backend, ANN, [putMemory(left, TEAM), putMemory(hidden, PUBLIC)]);
        expect(await backend.findMemories(BEN, ['team', 'public'])).toEqual([]);
        expect(await backend.findMemories(ANN, ['team', 'public'])).toHaveLength(2);
      }),
    );

    it(
      'of a tombstone is nothing, its maker and admins included; the owner alone sees it',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(PUBLIC)]);
        const gone = nextMemory(PUBLIC, T0, { deleted_at: T0 });
        await commitAs(backend, ANN, [putMemory(gone, PUBLIC)]);
        for (const scope of [ANN, BEN, EVE])
          expect(await backend.findMemories(scope, ['public'])).toEqual([]);
        expect(await backend.findMemories(OWNER, ['public'])).toEqual([gone]);
      }),
    );

    it(
      'of the history is what is visible now and was visible then',
      inTenants(open, async (backend) => {
        const first = shared('m', { visibility: 'private' }, { content: 'first secret' });
        const second = nextMemory(first, hours(1), { context: { visibility: 'public' }, content: 'second' });
        const third = nextMemory(second, hours(2), {
          context: { visibility: 'team', team_id: 'blue' },
          content: 'third',
        });
        const last = nextMemory(third, hours(3), { context: { visibility: 'public' } });
        await commitAs(backend, ANN, [
          putMemory(first),
          putMemory(second, first),
          putMemory(third, second),
          putMemory(last, third),
        ]);
        const versions = async (scope: AccessScope) =>
          (await backend.memoryHistory(scope, 'm')).map(({ memory: { version } }) => version);
        const streamed = async (scope: AccessScope) =>
          (await collect(backend.streamMemoryVersions(scope))).map(({ memory: { version } }) => version);
        for (const [scope, expected] of [
          [ANN, [1, 2, 3]],
          [BEN, [2]],
          [CAT, [2, 3]],
          [EVE, [2]],
          [OWNER, [1, 2, 3]],
          [OTHER_ANN, []],
        ] as const) {
          expect(await versions(scope)).toEqual(expected);
          expect(await streamed(scope)).toEqual(expected);
          expect((await backend.counts(scope, hours(3))).versions).toBe(expected.length);
        }
        const closed = nextMemory(last, hours(4), { context: { visibility: 'private' } });
        await commitAs(backend, ANN, [putMemory(closed, last)]);
        expect(await versions(BEN)).toEqual([]);
        expect(await versions(ANN)).toEqual([1, 2, 3, 4]);
      }),
    );

    it(
      'of projects is those of visible memories',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(PROJECT), putMemory(PUBLIC)]);
        const names = async (scope: AccessScope) =>
          (await backend.projectSummaries(scope)).map(({ project_id, memories }) => [project_id, memories]);
        expect(await names(ANN)).toEqual([
          [null, 1],
          ['q', 1],
        ]);
        expect(await names(CAT)).toEqual([
          [null, 1],
          ['q', 1],
        ]);
        expect(await names(BEN)).toEqual([[null, 1]]);
        expect(await names(OTHER_ANN)).toEqual([]);
        expect((await backend.counts(BEN, T0)).memories_by_project).toEqual({});
        expect((await backend.counts(CAT, T0)).memories_by_project).toEqual({ q: 1 });
      }),
    );

    it(
      'of other names of projects is those whose two names are granted',
      inTenants(open, async (backend) => {
        const alias = (name: string, project_id: string) =>
          ({ kind: 'put_project_alias', alias: name, project_id }) as const;
        await commitAs(backend, OWNER, [alias('p', 'q'), alias('old', 'q'), alias('q', 'p')]);
        const named = async (scope: AccessScope) =>
          (await backend.projectAliases(scope)).map((each) => each.alias);
        expect(await named(OWNER)).toEqual(['old', 'p', 'q']);
        expect(await named(ANN)).toEqual([]);
        expect(await named(CAT)).toEqual([]);
        const withProjects = (projects: 'all' | string[]) =>
          member({ tenant_id: ACME, user_id: 'fay', projects });
        expect(await named(withProjects(['p', 'q']))).toEqual(['p', 'q']);
        expect(await named(withProjects('all'))).toEqual(['old', 'p', 'q']);
      }),
    );

    it(
      'narrows a filter by the types of relationships to those with visible memories',
      inTenants(open, async (backend) => {
        const seen = memory({ id: 'seen', context: { visibility: 'public' } });
        const edge = relationship({
          id: 'e',
          from_memory_id: 'seen',
          to_memory_id: 'private',
          type: 'CAUSES',
        });
        await commitAs(backend, ANN, [putMemory(seen), putMemory(PRIVATE), putRelationship(edge)]);
        const filter = { ...FILTER, relationship_types: ['CAUSES'] };
        expect(await backend.countMemories(ANN, filter)).toBe(2);
        expect(await backend.countMemories(BEN, filter)).toBe(0);
        expect(await backend.listMemories(BEN, { filter, order: 'created_at', limit: 9 })).toEqual([]);
      }),
    );
  });
}
