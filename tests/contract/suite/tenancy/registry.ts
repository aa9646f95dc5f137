import { describe, expect, it } from 'vitest';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { member } from '../../members.js';
import type { OpenTenants } from '../../open-backends.js';
import { hours, memory, putMemory, T0 } from '../../records.js';
import { ACME, ANN, commitAs, inTenants, OTHER_ANN, refusalOf, UMBRA } from './cast.js';
import { everyCall, methodsOf } from './every-call.js';

const NOBODY = member({ tenant_id: 'nowhere', user_id: 'ann', roles: ['admin'], projects: 'all' });
const NOBODYS_OWNER = operatorScope('owner', 'nowhere');

export function registrySuite(open: OpenTenants): void {
  describe('tenants', () => {
    it(
      'are listed in the order of their ids, each under a key of its own that says nothing of it',
      inTenants(open, async ({ tenants }) => {
        await tenants.add('Acme', hours(1));
        const listed = await tenants.list();
        expect(listed.map(({ tenant_id }) => tenant_id)).toEqual(['Acme', ACME, UMBRA]);
        expect(new Set(listed.map(({ key }) => key)).size).toBe(3);
        for (const { key } of listed) expect(key).toMatch(/^t[0-9a-f]+$/);
        expect(listed.map(({ status }) => status)).toEqual(['active', 'active', 'active']);
        expect(await tenants.find('nowhere')).toBeNull();
      }),
    );

    it(
      'are added once: again changes nothing, whatever became of them',
      inTenants(open, async (backend) => {
        const { tenants } = backend;
        await commitAs(backend, ANN, [putMemory(memory({ id: 'a' }))]);
        await tenants.setStatus(ACME, 'suspended');
        const before = await tenants.find(ACME);
        expect(await tenants.add(ACME, hours(9))).toEqual(before);
        expect(await tenants.find(ACME)).toEqual(before);
        expect(before).toMatchObject({ tenant_id: ACME, status: 'suspended', created_at: T0 });
        expect(await backend.findMemories(ANN, ['a'])).toHaveLength(1);
      }),
    );

    it(
      'are suspended and resumed, each alone, and keep their data',
      inTenants(open, async (backend) => {
        const { tenants } = backend;
        await commitAs(backend, ANN, [putMemory(memory({ id: 'a' }))]);
        expect(await tenants.setStatus(ACME, 'suspended')).toMatchObject({ status: 'suspended' });
        expect(await tenants.setStatus(ACME, 'suspended')).toMatchObject({ status: 'suspended' });
        expect(await tenants.find(UMBRA)).toMatchObject({ status: 'active' });
        expect(await tenants.setStatus(ACME, 'active')).toMatchObject({ tenant_id: ACME, status: 'active' });
        expect(await backend.findMemories(ANN, ['a'])).toHaveLength(1);
        expect(await tenants.setStatus('nowhere', 'suspended')).toBeNull();
        expect(await tenants.list()).toHaveLength(2);
      }),
    );

    it(
      'that are not there answer nothing, by any method, and none is made',
      inTenants(open, async (backend) => {
        for (const scope of [NOBODY, NOBODYS_OWNER]) {
          const calls = everyCall(backend, scope);
          expect(Object.keys(calls).sort()).toEqual(methodsOf(backend));
          for (const [name, call] of Object.entries(calls))
            expect([name, (await refusalOf(call())).code]).toEqual([name, 'tenant_unavailable']);
        }
        expect((await backend.tenants.list()).map(({ tenant_id }) => tenant_id)).toEqual([ACME, UMBRA]);
      }),
    );

    it(
      'have secrets of their own',
      inTenants(open, async (backend) => {
        const [one, two] = [await backend.secret(ANN), await backend.secret(OTHER_ANN)];
        expect(Buffer.from(one).equals(two)).toBe(false);
        expect(Buffer.from(await backend.secret(ANN)).equals(one)).toBe(true);
      }),
    );

    it(
      'share nothing: equal ids, words, projects and keys of one are not there for another',
      inTenants(open, async (backend) => {
        const context = { visibility: 'public', project_id: 'p' } as const;
        const mine = memory({ id: 'a', content: 'word mine', context, tags: ['t'] });
        await commitAs(backend, ANN, [putMemory(mine)]);
        const before = await seen();
        const theirs = { ...mine, content: 'word theirs', title: 'theirs' };
        const record = { tool: 't', key: 'k', body_hash: 'h', answer: '{}', expires_at: hours(1) };
        await commitAs(
          backend,
          OTHER_ANN,
          [
            putMemory(theirs),
            putMemory({ ...theirs, id: 'b' }),
            { kind: 'put_project_alias', alias: 'p', project_id: 'q' },
            { kind: 'put_project_grant', team_id: 'red', project_id: 'q', granted: true },
            { kind: 'put_idempotency', record },
          ],
          [
            { kind: 'empty' },
            { kind: 'memory_absent', id: 'a' },
            { kind: 'no_duplicate', content_hash: mine.content, created_by: 'ann', visibility: 'public' },
          ],
        );
        await backend.addUse(OTHER_ANN, [{ id: 'a', times: 5, at: T0 }]);
        expect(await seen()).toEqual(before);
        expect(await backend.findMemories(OTHER_ANN, ['a'])).toEqual([theirs]);

        async function seen() {
          const filter = { valid_at: T0 };
          const query = { filter, groups: [['word']], match: 'any', scan_limit: 9, limit: 9 } as const;
          return {
            listed: await backend.listMemories(ANN, { filter, order: 'created_at', limit: 9 }),
            candidates: await backend.findCandidates(ANN, query),
            statistics: await backend.termStatistics(ANN, ['word', 'theirs']),
            vocabulary: await backend.vocabulary(ANN, { min_length: 1, max_length: 99 }),
            words: await backend.visibleWords(ANN, ['word', 'theirs']),
            counts: await backend.counts(ANN, T0),
            use: await backend.findUse(ANN, ['a']),
            answer: await backend.findIdempotency(ANN, 't', 'k', T0),
            aliases: await backend.projectAliases(ANN),
            grants: await backend.projectGrants(ANN),
            summaries: await backend.projectSummaries(ANN),
            members: await backend.memberCounts(ANN),
          };
        }
      }),
    );
  });
}
