import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import { collect, ids } from '../../bench.js';
import type { OpenTenants } from '../../open-backends.js';
import {
  hours,
  nextMemory,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
  T0,
} from '../../records.js';
import { ANN, BEN, CAT, commitAs, EVE, inTenants, OTHER_ANN, OWNER, shared } from './cast.js';

const RED = shared('red', { visibility: 'team', team_id: 'red' });
const RED2 = shared('red2', { visibility: 'team', team_id: 'red' });
const PUBLIC = shared('public', { visibility: 'public' });
const PUBLIC2 = shared('public2', { visibility: 'public' });
const PRIVATE = shared('private', { visibility: 'private' });
const MEMORIES = [RED, RED2, PUBLIC, PUBLIC2, PRIVATE];

const edge = (id: string, from_memory_id: string, to_memory_id: string) =>
  relationship({ id, from_memory_id, to_memory_id, type: 'CAUSES' });
const EDGES = [
  edge('public-public2', 'public', 'public2'),
  edge('red-red2', 'red', 'red2'),
  edge('red-public', 'red', 'public'),
  edge('public-red', 'public', 'red'),
  edge('private-public', 'private', 'public'),
];

/** Which of the relationships each of them sees. */
const SEEN: readonly (readonly [name: string, scope: AccessScope, ids: readonly string[]])[] = [
  ['who sees both ends of all', ANN, ids(EDGES)],
  ['one of the team', BEN, ['public-public2', 'red-red2', 'red-public', 'public-red']],
  ['who sees what is public', CAT, ['public-public2']],
  ['an admin', EVE, ['public-public2']],
  ['the owner of the store', OWNER, ids(EDGES)],
  ['somebody of another tenant', OTHER_ANN, []],
];

export function edgeSuite(open: OpenTenants): void {
  describe('relationships', () => {
    it.each(SEEN)('are visible where both ends are: %s', (_name, scope, expected) =>
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          ...MEMORIES.map((each) => putMemory(each)),
          ...EDGES.map((each) => putRelationship(each)),
          ...EDGES.map((each) => putRelationship(nextRelationship(each, hours(1)), each)),
        ]);
        const sorted = [...expected].sort();
        const touching = sorted.filter((id) => id.includes('red'));
        const byEnd = (direction: 'out' | 'in' | 'both') =>
          backend.findRelationships(scope, { memory_ids: ['red', 'red2', 'none'], direction, limit: 9 });
        const histories = await Promise.all(
          EDGES.map(async ({ id }) =>
            (await backend.relationshipHistory(scope, id)).length > 0 ? [id] : [],
          ),
        );
        const counts = await backend.counts(scope, hours(2));
        const out = sorted.filter((id) => id.startsWith('red'));
        expect({
          all: ids(await backend.findRelationships(scope, { limit: 9 })).sort(),
          byId: ids(await backend.findRelationships(scope, { ids: ids(EDGES), limit: 9 })).sort(),
          byType: ids(await backend.findRelationships(scope, { types: ['CAUSES'], limit: 9 })).sort(),
          byEnds: ids(await byEnd('both')).sort(),
          out: ids(await byEnd('out')).sort(),
          in: ids(await byEnd('in')).sort(),
          streamed: ids(await collect(backend.streamRelationships(scope))).sort(),
          versions: (await collect(backend.streamRelationshipVersions(scope)))
            .map((version) => version.relationship.id)
            .sort(),
          histories: histories.flat().sort(),
          counted: counts.relationships,
          byTypes: counts.relationships_by_type,
          countedVersions: counts.versions,
        }).toEqual({
          all: sorted,
          byId: sorted,
          byType: sorted,
          byEnds: touching,
          out,
          in: sorted.filter((id) => /-red2?$/.test(id)),
          streamed: sorted,
          versions: sorted,
          histories: sorted,
          counted: sorted.length,
          byTypes: sorted.length === 0 ? {} : { CAUSES: sorted.length },
          countedVersions: sorted.length,
        });
      })(),
    );

    it(
      'vanish with the visibility of one end, and come back with it',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          ...MEMORIES.map((each) => putMemory(each)),
          ...EDGES.map((each) => putRelationship(each)),
        ]);
        const seen = async () => ids(await backend.findRelationships(CAT, { limit: 9 }));
        const hidden = nextMemory(PUBLIC2, T0, { context: { visibility: 'private' } });
        await commitAs(backend, ANN, [putMemory(hidden, PUBLIC2)]);
        expect(await seen()).toEqual([]);
        const back = nextMemory(hidden, T0, { context: { visibility: 'public' } });
        await commitAs(backend, ANN, [putMemory(back, hidden)]);
        expect(await seen()).toEqual(['public-public2']);
      }),
    );
  });

  describe('who ended a relationship', () => {
    const ended = nextRelationship(EDGES[0] ?? edge('', '', ''), hours(1), {
      valid_until: hours(1),
      invalidated_by: 'private',
    });
    const setUp = async (backend: Parameters<typeof commitAs>[0]) =>
      commitAs(backend, ANN, [
        ...MEMORIES.map((each) => putMemory(each)),
        ...EDGES.map((each) => putRelationship(each)),
        putRelationship(ended, EDGES[0] ?? null),
      ]);

    it(
      'is told where that memory is visible, in every read',
      inTenants(open, async (backend) => {
        await setUp(backend);
        const again = nextRelationship(ended, hours(2), { strength: 0.1 });
        await commitAs(backend, ANN, [putRelationship(again, ended)]);
        for (const [scope, told] of [
          [ANN, 'private'],
          [OWNER, 'private'],
          [BEN, null],
          [CAT, null],
          [EVE, null],
        ] as const) {
          const [found] = await backend.findRelationships(scope, { ids: [ended.id], limit: 1 });
          expect(found).toEqual({ ...again, invalidated_by: told });
          const streamed = await collect(backend.streamRelationships(scope));
          expect(streamed.find(({ id }) => id === ended.id)).toEqual(found);
          const history = await backend.relationshipHistory(scope, ended.id);
          expect(history.map((version) => version.relationship.invalidated_by)).toEqual([null, told]);
          const versions = await collect(backend.streamRelationshipVersions(scope));
          expect(versions).toEqual(history);
        }
      }),
    );

    it(
      'is not told of a memory that is deleted, to anybody but the owner',
      inTenants(open, async (backend) => {
        await setUp(backend);
        await commitAs(backend, ANN, [putMemory(nextMemory(PRIVATE, T0, { deleted_at: T0 }), PRIVATE)]);
        const told = async (scope: AccessScope) =>
          (await backend.findRelationships(scope, { ids: [ended.id], limit: 1 }))[0]?.invalidated_by;
        expect(await told(ANN)).toBeNull();
        expect(await told(OWNER)).toBe('private');
      }),
    );

    it(
      'is kept through a change by somebody who is not told, in the record and in its history',
      inTenants(open, async (backend) => {
        await setUp(backend);
        const [shown] = await backend.findRelationships(CAT, { ids: [ended.id], limit: 1 });
        if (shown === undefined) throw new Error('Not visible.');
        const weighed = nextRelationship(shown, hours(2), { strength: 0.2 });
        const again = nextRelationship(weighed, hours(3), { strength: 0.3 });
        await commitAs(backend, CAT, [putRelationship(weighed, shown), putRelationship(again, weighed)]);
        const [kept] = await backend.findRelationships(ANN, { ids: [ended.id], limit: 1 });
        expect(kept).toEqual({ ...again, invalidated_by: 'private' });
        const history = await backend.relationshipHistory(ANN, ended.id);
        expect(history.map((version) => version.relationship.invalidated_by)).toEqual([
          null,
          'private',
          'private',
        ]);
        const theirs = await backend.relationshipHistory(CAT, ended.id);
        expect(theirs.map((version) => version.relationship.invalidated_by)).toEqual([null, null, null]);
      }),
    );

    it(
      'changes with the end itself: opened again by somebody who is not told, nobody ended it',
      inTenants(open, async (backend) => {
        await setUp(backend);
        const [shown] = await backend.findRelationships(CAT, { ids: [ended.id], limit: 1 });
        if (shown === undefined) throw new Error('Not visible.');
        const opened = nextRelationship(shown, hours(2), { valid_until: null });
        await commitAs(backend, CAT, [putRelationship(opened, shown)]);
        const [now] = await backend.findRelationships(ANN, { ids: [ended.id], limit: 1 });
        expect(now).toEqual(opened);
        const history = await backend.relationshipHistory(ANN, ended.id);
        expect(history.map((version) => version.relationship.invalidated_by)).toEqual([null, 'private']);
      }),
    );

    it(
      'is cleared by who is told, and written as it is by the owner',
      inTenants(open, async (backend) => {
        await setUp(backend);
        const cleared = nextRelationship(ended, hours(2), { invalidated_by: null });
        await commitAs(backend, ANN, [putRelationship(cleared, ended)]);
        const told = async () =>
          (await backend.findRelationships(OWNER, { ids: [ended.id], limit: 1 }))[0]?.invalidated_by;
        expect(await told()).toBeNull();
        const set = nextRelationship(cleared, hours(3), { invalidated_by: 'red' });
        await commitAs(backend, OWNER, [putRelationship(set, cleared)]);
        expect(await told()).toBe('red');
        const blind = nextRelationship({ ...set, invalidated_by: null }, hours(4));
        await commitAs(backend, OWNER, [putRelationship(blind, { ...set, invalidated_by: null })]);
        expect(await told()).toBeNull();
        const history = await backend.relationshipHistory(OWNER, ended.id);
        expect(history.at(-1)?.relationship.invalidated_by).toBeNull();
      }),
    );
  });
}
