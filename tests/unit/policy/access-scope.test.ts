import { describe, expect, it } from 'vitest';
import { localPrincipal } from '../../../src/auth/local.js';
import { SINGLE_TENANT_ID } from '../../../src/domain/access-scope.js';
import { ROLES } from '../../../src/domain/principal.js';
import { operatorScope, scopeFor } from '../../../src/policy/access-scope.js';
import { type MemberFacts, memberPrincipal } from '../../contract/members.js';

const ANN: MemberFacts = { tenant_id: 'acme', user_id: 'ann', team_ids: ['red'], projects: ['p'] };
const GRANTS = [
  { team_id: 'red', project_id: 'q' },
  { team_id: 'red', project_id: 'p' },
  { team_id: 'red', project_id: 'q2' },
  { team_id: 'blue', project_id: 'secret' },
  { team_id: '*', project_id: 'of every team' },
];
const scope = (facts: Partial<MemberFacts> = {}, grants = GRANTS) =>
  scopeFor(memberPrincipal({ ...ANN, ...facts }), grants);

describe('the scope of a member', () => {
  it('is its tenant, its name and what it may see there', () => {
    expect(scopeFor(memberPrincipal(ANN))).toEqual({
      kind: 'principal',
      tenant_id: 'acme',
      user_id: 'ann',
      access: { team_ids: ['red'], projects: ['p'], edits_team: true, is_admin: false },
    });
  });

  it('holds the projects of its token and those granted to its teams, each once; no others', () => {
    expect(scope().access?.projects).toEqual(['p', 'q', 'q2']);
    expect(scope({ projects: [] }).access?.projects).toEqual(['q', 'p', 'q2']);
    expect(scope({ team_ids: ['blue', 'red'] }).access?.projects).toEqual(['p', 'q', 'q2', 'secret']);
    expect(scope({ team_ids: ['green'] }).access?.projects).toEqual(['p']);
    expect(scope({ team_ids: [] }).access?.projects).toEqual(['p']);
    expect(scope({ team_ids: [], projects: [] }).access?.projects).toEqual([]);
    expect(scope({}, []).access?.projects).toEqual(['p']);
    expect(scope({ projects: 'all' }).access?.projects).toBe('all');
    expect(scope({ projects: 'all', team_ids: [] }).access?.projects).toBe('all');
  });

  it.each([
    ['nobody', [], null, false, false],
    ['viewer', ['viewer'], null, false, false],
    ['user', ['user'], null, true, false],
    ['admin', ['admin'], null, true, true],
    ['viewer and admin', ['viewer', 'admin'], null, true, true],
    ['admin by a token that may only read', ['admin'], ['memory:read'], false, false],
    ['admin by a token that may write', ['admin'], ['memory:read', 'memory:write'], true, false],
    ['admin by a token for everything', ['admin'], ['memory:admin'], true, true],
    ['user by a token for everything', ['user'], ['memory:admin'], true, false],
    ['viewer by a token for everything', ['viewer'], ['memory:admin'], false, false],
    ['admin by a token of no known scope', ['admin'], [], false, false],
  ] as const)('of %s says what it may change of others', (_name, roles, scopes, edits_team, is_admin) => {
    expect(scope({ roles, scopes }).access).toMatchObject({ edits_team, is_admin });
  });

  it('says no more of what is seen, whatever the role', () => {
    for (const role of ROLES) {
      const { team_ids, projects } = scope({ roles: [role] }).access ?? {};
      expect({ team_ids, projects }).toEqual({ team_ids: ['red'], projects: ['p', 'q', 'q2'] });
    }
  });

  it('depends on nothing but the membership: kind and issuer play no part', () => {
    const principal = memberPrincipal(ANN);
    expect(scopeFor({ ...principal, kind: 'token', issuer: 'https://id', subject: 'x' }, GRANTS)).toEqual(
      scope(),
    );
  });
});

describe('the scope of a store without tenants', () => {
  it('is that of its one tenant, without a rule; grants play no part', () => {
    const expected = { kind: 'principal', tenant_id: SINGLE_TENANT_ID, user_id: 'ann', access: null };
    expect(scopeFor(localPrincipal('ann'))).toEqual(expected);
    expect(scopeFor(localPrincipal('ann'), GRANTS)).toEqual(expected);
  });
});

describe('the scope of the owner of the store', () => {
  it('is of one tenant, without a rule', () => {
    expect(operatorScope('ann')).toEqual({
      kind: 'operator',
      tenant_id: SINGLE_TENANT_ID,
      user_id: 'ann',
      access: null,
    });
    expect(operatorScope('ann', 'acme')).toEqual({
      kind: 'operator',
      tenant_id: 'acme',
      user_id: 'ann',
      access: null,
    });
  });
});
