import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Change } from '../../../../src/domain/change-set.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { collect } from '../../bench.js';
import { member } from '../../members.js';
import type { OpenTenants } from '../../open-backends.js';
import { hours, nextMemory, putMemory, T0 } from '../../records.js';
import { ACME, ANN, BEN, CAT, commitAs, DAN, EVE, inTenants, OTHER_ANN, OWNER, shared } from './cast.js';

const grant = (team_id: string, project_id: string, granted = true): Change => ({
  kind: 'put_project_grant',
  team_id,
  project_id,
  granted,
});

export function memberSuite(open: OpenTenants): void {
  describe('grants to teams', () => {
    it(
      'are given and taken, twice as once, and listed by team and project',
      inTenants(open, async (backend) => {
        expect(await backend.projectGrants(ANN)).toEqual([]);
        await commitAs(backend, OWNER, [grant('red', 'q'), grant('red', 'a'), grant('blue', 'q')]);
        await commitAs(backend, OWNER, [
          grant('red', 'q'),
          grant('blue', 'q', false),
          grant('blue', 'q', false),
        ]);
        const granted = [
          { team_id: 'red', project_id: 'a' },
          { team_id: 'red', project_id: 'q' },
        ];
        expect(await backend.projectGrants(ANN)).toEqual(granted);
        expect(await backend.projectGrants(OWNER)).toEqual(granted);
        expect(await backend.projectGrants(OTHER_ANN)).toEqual([]);
        await commitAs(backend, OWNER, [grant('red', 'none', false), grant('none', 'a', false)]);
        expect(await backend.projectGrants(ANN)).toEqual(granted);
      }),
    );

    it(
      'show a project to the members of the team, and to nobody else',
      inTenants(open, async (backend) => {
        const memory = shared('m', { visibility: 'project', project_id: 'secret/one' });
        await commitAs(backend, ANN, [putMemory(memory), grant('blue', 'secret/one')]);
        const grants = await backend.projectGrants(OWNER);
        const granted = (team_ids: string[], user_id = 'fay') =>
          member({ tenant_id: ACME, user_id, team_ids }, grants);
        const sees = async (scope: AccessScope) => (await backend.findMemories(scope, ['m'])).length === 1;
        expect(await sees(granted(['blue']))).toBe(true);
        expect(await sees(granted(['red', 'blue']))).toBe(true);
        expect(await sees(granted(['red']))).toBe(false);
        expect(await sees(granted([]))).toBe(false);
        await commitAs(backend, OWNER, [grant('blue', 'secret/one', false), grant('blue', 'Secret/one')]);
        const now = member(
          { tenant_id: ACME, user_id: 'fay', team_ids: ['blue'] },
          await backend.projectGrants(OWNER),
        );
        expect(await sees(now)).toBe(false);
      }),
    );
  });

  describe('counts of a member', () => {
    it(
      'are of their own memories and of what each of their teams shares; tombstones are none',
      inTenants(open, async (backend) => {
        const gone = shared('gone', { visibility: 'team', team_id: 'red' });
        const private1 = shared('private', { visibility: 'private' });
        await commitAs(backend, ANN, [
          putMemory(private1),
          putMemory(shared('old', {})),
          putMemory(shared('red', { visibility: 'team', team_id: 'red' })),
          putMemory(shared('closed', { visibility: 'team', team_id: 'red' }, { valid_until: hours(1) })),
          putMemory(shared('blue', { visibility: 'team', team_id: 'blue' })),
          putMemory(shared('every', { visibility: 'team', team_id: '*' })),
          putMemory(shared('once red', { visibility: 'private', team_id: 'red' })),
          putMemory(shared('bens', { visibility: 'team', team_id: 'red' }, { created_by: 'ben' })),
          putMemory(gone),
        ]);
        await commitAs(backend, ANN, [putMemory(nextMemory(gone, T0, { deleted_at: T0 }), gone)]);
        const counts = async (scope: AccessScope) => {
          const { own, by_team } = await backend.memberCounts(scope);
          return [own, Object.fromEntries(by_team)];
        };
        expect(await counts(ANN)).toEqual([7, { red: 3 }]);
        expect(await counts(BEN)).toEqual([1, { red: 3 }]);
        expect(await counts(CAT)).toEqual([0, { blue: 1 }]);
        expect(await counts(DAN)).toEqual([0, {}]);
        expect(await counts(EVE)).toEqual([0, {}]);
        expect(await counts(OTHER_ANN)).toEqual([0, {}]);
        expect(await counts(OWNER)).toEqual([0, {}]);
        expect(await counts(operatorScope('ben', ACME))).toEqual([1, {}]);
        const both = member({ tenant_id: ACME, user_id: 'fay', team_ids: ['blue', 'red', 'green'] });
        expect(await counts(both)).toEqual([0, { blue: 1, red: 3 }]);
      }),
    );
  });

  describe('use', () => {
    const memory = shared('m', { visibility: 'public' }, { content: 'word' });
    const other = shared('n', { visibility: 'private' });
    const query = {
      filter: { valid_at: T0 },
      groups: [['word']],
      match: 'any',
      scan_limit: 9,
      limit: 9,
    } as const;

    it(
      'is kept by user: nobody is shown, or ranked by, the looks of anybody else',
      inTenants(open, async (backend) => {
        await commitAs(backend, ANN, [putMemory(memory), putMemory(other)]);
        await backend.addUse(ANN, [{ id: 'm', times: 3, at: hours(2) }]);
        await backend.addUse(BEN, [
          { id: 'm', times: 1, at: hours(1) },
          { id: 'n', times: 5, at: hours(1) },
          { id: 'none', times: 5, at: hours(1) },
        ]);
        await backend.addUse(BEN, [{ id: 'm', times: 1, at: T0 }]);
        const seen = async (scope: AccessScope) => ({
          found: await backend.findUse(scope, ['m', 'n', 'none']),
          ranked: (await backend.findCandidates(scope, query)).candidates[0]?.usage_count,
          streamed: await collect(backend.streamUse(scope)),
        });
        const look = (usage_count: number, last_accessed: string) => ({
          id: 'm',
          usage_count,
          last_accessed,
        });
        const ofAnn = look(3, hours(2));
        const ofBen = look(2, hours(1));
        expect(await seen(ANN)).toEqual({
          found: [ofAnn],
          ranked: 3,
          streamed: [{ ...ofAnn, user_id: 'ann' }],
        });
        expect(await seen(BEN)).toEqual({
          found: [ofBen],
          ranked: 2,
          streamed: [{ ...ofBen, user_id: 'ben' }],
        });
        expect(await seen(CAT)).toEqual({ found: [], ranked: 0, streamed: [] });
        expect(await seen(OWNER)).toEqual({
          found: [look(5, hours(2))],
          ranked: 5,
          streamed: [
            { ...ofAnn, user_id: 'ann' },
            { ...ofBen, user_id: 'ben' },
          ],
        });
      }),
    );

    it(
      'is restored for the user it names, else for who writes, and goes with the memory',
      inTenants(open, async (backend) => {
        const use = { kind: 'put_use', id: 'm', last_accessed: null } as const;
        await commitAs(backend, OWNER, [
          putMemory(memory),
          { ...use, usage_count: 7, user_id: 'ben' },
          { ...use, usage_count: 4 },
        ]);
        await commitAs(backend, OWNER, [{ ...use, usage_count: 6, user_id: 'ben' }]);
        const counts = async () =>
          (await collect(backend.streamUse(OWNER))).map((each) => [each.user_id, each.usage_count]);
        expect(await counts()).toEqual([
          ['ben', 6],
          ['owner', 4],
        ]);
        await backend.addUse(BEN, [{ id: 'm', times: 1, at: T0 }]);
        expect(await backend.findUse(BEN, ['m'])).toEqual([{ id: 'm', usage_count: 7, last_accessed: T0 }]);
        await commitAs(backend, OWNER, [{ kind: 'purge_memory', id: 'm' }]);
        expect(await counts()).toEqual([]);
      }),
    );
  });

  describe('kept answers', () => {
    it(
      'belong to a user of a tenant: equal keys of others do not meet',
      inTenants(open, async (backend) => {
        const record = (answer: string) => ({
          kind: 'put_idempotency' as const,
          record: { tool: 't', key: 'k', body_hash: 'h', answer, expires_at: hours(1) },
        });
        const free = { kind: 'idempotency_free', tool: 't', key: 'k' } as const;
        await commitAs(backend, ANN, [record('"of ann"')], [free]);
        await commitAs(backend, BEN, [record('"of ben"')], [free]);
        await commitAs(backend, OTHER_ANN, [record('"of the other"')], [free]);
        const kept = async (scope: AccessScope) =>
          (await backend.findIdempotency(scope, 't', 'k', T0))?.answer ?? null;
        expect([await kept(ANN), await kept(BEN), await kept(CAT), await kept(OTHER_ANN)]).toEqual([
          '"of ann"',
          '"of ben"',
          null,
          '"of the other"',
        ]);
        expect(await backend.countAnswers(OWNER, ['of'])).toBe(2);
        expect(await backend.countAnswers(OTHER_ANN, ['of'])).toBe(1);
      }),
    );
  });
}
