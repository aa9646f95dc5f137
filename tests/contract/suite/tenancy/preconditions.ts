import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Precondition } from '../../../../src/domain/change-set.js';
import type { RelationshipType } from '../../../../src/domain/relationship-types.js';
import type { OpenTenants } from '../../open-backends.js';
import {
  hours,
  memory,
  nextMemory,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
  T0,
} from '../../records.js';
import { ANN, attemptAs, BEN, CAT, commitAs, EVE, inTenants, OTHER_ANN, OWNER, shared } from './cast.js';

const HOLDS = { committed: true };
const refused = (failed: Precondition, more: object = {}) => ({ committed: false, failed, ...more });
const A = shared('a', { visibility: 'team', team_id: 'red' });
const B = shared('b', { visibility: 'team', team_id: 'red' });
const C = shared('c', { visibility: 'private' });
const edge = (id: string, from: string, to: string, type: RelationshipType = 'CAUSES') =>
  relationship({ id, from_memory_id: from, to_memory_id: to, type });

export function tenantPreconditionSuite(open: OpenTenants): void {
  describe('preconditions under a rule of visibility', () => {
    it(
      'memory_is: of a memory that is not visible fails as of one that is not there',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(A)]);
        for (const version of [1, 2]) {
          const is = { kind: 'memory_is', id: 'a', version } as const;
          const none = { ...is, id: 'none' };
          for (const scope of [CAT, EVE, OTHER_ANN]) {
            expect(await attemptAs(backend, scope, [], [is])).toEqual(refused(is));
            expect(await attemptAs(backend, scope, [], [none])).toEqual(refused(none));
          }
        }
        const stale = { kind: 'memory_is', id: 'a', version: 2 } as const;
        for (const scope of [ANN, BEN, OWNER])
          expect(await attemptAs(backend, scope, [], [stale])).toEqual(
            refused(stale, { current_version: 1 }),
          );
        expect(await attemptAs(backend, BEN, [], [{ kind: 'memory_is', id: 'a' }])).toEqual(HOLDS);
      }),
    );

    it(
      'memory_absent and empty: see all of the tenant, tombstones too, and nothing of another',
      inTenants(open, async (backend) => {
        const absent = { kind: 'memory_absent', id: 'c' } as const;
        const empty = { kind: 'empty' } as const;
        await commitAs(backend, ANN, [putMemory(C)]);
        for (const scope of [ANN, BEN, EVE, OWNER]) {
          expect(await attemptAs(backend, scope, [], [absent])).toEqual(refused(absent));
          expect(await attemptAs(backend, scope, [], [empty])).toEqual(refused(empty));
        }
        expect(await attemptAs(backend, OTHER_ANN, [], [absent, empty])).toEqual(HOLDS);
        await commitAs(backend, ANN, [putMemory(nextMemory(C, T0, { deleted_at: T0 }), C)]);
        expect(await attemptAs(backend, BEN, [], [absent])).toEqual(refused(absent));
        expect(await attemptAs(backend, BEN, [], [empty])).toEqual(refused(empty));
      }),
    );

    it(
      'relationship_is: fails where one end is not visible; relationship_absent sees all of the tenant',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(A), putMemory(C), putRelationship(edge('r', 'a', 'c'))]);
        const is = { kind: 'relationship_is', id: 'r', version: 1 } as const;
        const stale = { ...is, version: 7 };
        const absent = { kind: 'relationship_absent', id: 'r' } as const;
        expect(await attemptAs(backend, ANN, [], [is])).toEqual(HOLDS);
        expect(await attemptAs(backend, OWNER, [], [is])).toEqual(HOLDS);
        expect(await attemptAs(backend, ANN, [], [stale])).toEqual(refused(stale, { current_version: 1 }));
        for (const scope of [BEN, EVE, OTHER_ANN]) {
          expect(await attemptAs(backend, scope, [], [is])).toEqual(refused(is));
          expect(await attemptAs(backend, scope, [], [stale])).toEqual(refused(stale));
        }
        expect(await attemptAs(backend, BEN, [], [absent])).toEqual(refused(absent));
        expect(await attemptAs(backend, OTHER_ANN, [], [absent])).toEqual(HOLDS);
      }),
    );

    it(
      'no_equal_relationship: looks at relationships that the caller sees, and names no other',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          ...[A, B, C].map((each) => putMemory(each)),
          putRelationship(edge('ab', 'a', 'b')),
          putRelationship(edge('ac', 'a', 'c')),
        ]);
        const ab = { kind: 'no_equal_relationship', type: 'CAUSES', from: 'a', to: 'b' } as const;
        const ac = { ...ab, to: 'c' };
        for (const scope of [ANN, BEN, OWNER])
          expect(await attemptAs(backend, scope, [], [ab])).toEqual(refused(ab, { existing_id: 'ab' }));
        for (const scope of [CAT, EVE, OTHER_ANN])
          expect(await attemptAs(backend, scope, [], [ab])).toEqual(HOLDS);
        expect(await attemptAs(backend, ANN, [], [ac])).toEqual(refused(ac, { existing_id: 'ac' }));
        expect(await attemptAs(backend, BEN, [], [ac])).toEqual(HOLDS);
      }),
    );

    it(
      'acyclic: follows relationships that the caller sees alone',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          ...[A, B, C].map((each) => putMemory(each)),
          putRelationship(edge('ac', 'a', 'c')),
          putRelationship(edge('cb', 'c', 'b')),
        ]);
        const back = { kind: 'acyclic', type: 'CAUSES', from: 'b', to: 'a' } as const;
        for (const scope of [ANN, OWNER])
          expect(await attemptAs(backend, scope, [], [back])).toEqual(refused(back));
        for (const scope of [BEN, CAT, OTHER_ANN])
          expect(await attemptAs(backend, scope, [], [back])).toEqual(HOLDS);
        await commitAs(backend, ANN, [putRelationship(edge('ab', 'a', 'b'))]);
        expect(await attemptAs(backend, BEN, [], [back])).toEqual(refused(back));
        expect(await attemptAs(backend, EVE, [], [back])).toEqual(HOLDS);
      }),
    );

    it(
      'acyclic: judged over the visibility that the changes leave',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          ...[A, B, C].map((each) => putMemory(each)),
          putRelationship(edge('ac', 'a', 'c')),
          putRelationship(edge('cb', 'c', 'b')),
        ]);
        const back = { kind: 'acyclic', type: 'CAUSES', from: 'b', to: 'a' } as const;
        const opened = nextMemory(C, T0, { context: { visibility: 'public' } });
        expect(await attemptAs(backend, BEN, [putMemory(opened, C)], [back])).toEqual(refused(back));
        expect(await backend.findMemories(ANN, ['c'])).toEqual([C]);
      }),
    );

    it(
      'tombstone_is: holds for who brings back; the version is compared',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(C)]);
        await commitAs(backend, ANN, [putMemory(nextMemory(C, T0, { deleted_at: T0 }), C)]);
        const is = { kind: 'tombstone_is', id: 'c', version: 2 } as const;
        const stale = { ...is, version: 1 };
        expect(await attemptAs(backend, OWNER, [], [is])).toEqual(HOLDS);
        expect(await attemptAs(backend, OWNER, [], [stale])).toEqual(refused(stale));
        expect(await attemptAs(backend, OTHER_ANN, [], [is])).toEqual(refused(is));
      }),
    );

    it(
      'a refused change set writes nothing, its audit event, grants and other names included',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(A)]);
        const is = { kind: 'memory_is', id: 'a', version: 1 } as const;
        const outcome = await attemptAs(
          backend,
          CAT,
          [
            putMemory(memory({ id: 'new', created_by: 'cat' })),
            { kind: 'put_project_grant', team_id: 'blue', project_id: 'p', granted: true },
            { kind: 'put_project_alias', alias: 'x', project_id: 'y' },
            { kind: 'put_use', id: 'a', usage_count: 9, last_accessed: T0 },
          ],
          [is],
        );
        expect(outcome).toEqual(refused(is));
        expect(await backend.findMemories(OWNER, ['new'])).toEqual([]);
        expect(await backend.projectGrants(OWNER)).toEqual([]);
        expect(await backend.projectAliases(OWNER)).toEqual([]);
        expect(await backend.findUse(OWNER, ['a'])).toEqual([]);
        expect(await backend.audit(OWNER).head()).toBeNull();
      }),
    );
  });

  describe('duplicates', () => {
    const asked = {
      kind: 'no_duplicate',
      content_hash: 'same',
      created_by: 'ann',
      visibility: 'team',
    } as const;
    const team = (id: string, team_id: string, facts = {}) =>
      shared(id, { visibility: 'team', team_id }, { content: 'same', ...facts });

    it(
      'are those of the same maker, visibility and team',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(team('red', 'red'))]);
        const inTeam = (team_id: string | null) => ({ ...asked, team_id });
        expect(await attemptAs(backend, ANN, [], [asked])).toEqual(refused(asked, { existing_id: 'red' }));
        expect(await attemptAs(backend, ANN, [], [inTeam('red')])).toEqual(
          refused(inTeam('red'), { existing_id: 'red' }),
        );
        expect(await attemptAs(backend, ANN, [], [inTeam('blue')])).toEqual(HOLDS);
        expect(await attemptAs(backend, ANN, [], [inTeam(null)])).toEqual(HOLDS);
        expect(await attemptAs(backend, ANN, [], [{ ...inTeam(null), visibility: 'public' }])).toEqual(HOLDS);
        expect(await attemptAs(backend, ANN, [], [{ ...inTeam('red'), created_by: 'ben' }])).toEqual(HOLDS);
        expect(await backend.findDuplicate(ANN, { ...inTeam('red'), at: T0 })).toBe('red');
        expect(await backend.findDuplicate(ANN, { ...inTeam('blue'), at: T0 })).toBeNull();
        expect(await backend.findDuplicate(ANN, { ...inTeam(null), at: T0 })).toBeNull();
      }),
    );

    it(
      'of no team are found by no team alone',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          putMemory(shared('own', { visibility: 'private' }, { content: 'same' })),
        ]);
        const own = { ...asked, visibility: 'private', at: T0 };
        expect(await backend.findDuplicate(ANN, { ...own, team_id: null })).toBe('own');
        expect(await backend.findDuplicate(ANN, { ...own, team_id: 'red' })).toBeNull();
        expect(await backend.findDuplicate(ANN, own)).toBe('own');
      }),
    );

    it(
      'are looked for among visible memories, so that nobody can ask for what another wrote',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [
          putMemory(team('red', 'red')),
          putMemory(shared('own', { visibility: 'private' }, { content: 'same' })),
        ]);
        const find = (scope: AccessScope, visibility: string) =>
          backend.findDuplicate(scope, { ...asked, visibility, at: hours(1) });
        expect(await find(BEN, 'team')).toBe('red');
        expect(await find(BEN, 'private')).toBeNull();
        expect(await find(CAT, 'team')).toBeNull();
        expect(await find(EVE, 'private')).toBeNull();
        expect(await find(OTHER_ANN, 'team')).toBeNull();
        expect(await find(OWNER, 'private')).toBe('own');
      }),
    );
  });

  describe('a change of a record that is there', () => {
    it(
      'as a new one, or of one that is not there, is a contradiction and changes nothing',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(A), putMemory(B), putRelationship(edge('ab', 'a', 'b'))]);
        const changes = [
          [putMemory(memory({ id: 'a', created_by: 'cat' }))],
          [putMemory(nextMemory(C, T0), C)],
          [putRelationship(nextRelationship(edge('none', 'a', 'b'), T0), edge('none', 'a', 'b'))],
        ];
        for (const change of changes) {
          const thrown = await attemptAs(backend, CAT, change).catch((error: { code: string }) => error);
          expect(thrown).toMatchObject({ code: 'conflict' });
        }
        expect(await backend.findMemories(ANN, ['a', 'c'])).toEqual([A]);
        expect(await backend.findRelationships(ANN, { limit: 9 })).toHaveLength(1);
      }),
    );
  });
}
