import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimValue } from '../../../src/auth/claim-value.js';
import { type ClaimRules, membershipOf, subjectOf } from '../../../src/auth/claims.js';
import type { GroupMapping } from '../../../src/auth/group-grants.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { CLAIM_NAMES } from '../../support/tokens/modes.js';

const RULES: ClaimRules = { claims: CLAIM_NAMES, default_role: 'none', groups: null };

function rules(claims: Partial<ClaimRules['claims']>, more: Partial<ClaimRules> = {}): ClaimRules {
  return { ...RULES, ...more, claims: { ...CLAIM_NAMES, ...claims } };
}

function reasonOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'unauthenticated')
      return thrown.operatorMessage;
    throw thrown;
  }
  throw new Error('was accepted');
}

describe('claimValue', () => {
  it('takes a claim of that very name first, else follows the dots', () => {
    const claims = {
      'https://acme.example/tenant': 'acme',
      realm_access: { roles: ['user'], 'a.b': 1 },
      'realm_access.roles': ['admin'],
      other: { list: ['x'], deep: { deeper: 1 } },
    };
    expect(claimValue(claims, 'https://acme.example/tenant')).toBe('acme');
    expect(claimValue(claims, 'realm_access.roles')).toEqual(['admin']);
    expect(claimValue(claims, 'other.deep.deeper')).toBe(1);
    expect(claimValue(claims, 'other.list.0')).toBeUndefined();
    expect(claimValue(claims, 'other.deep.deeper.more')).toBeUndefined();
    expect(claimValue(claims, 'nothing.at.all')).toBeUndefined();
  });

  it.each([
    'constructor',
    'constructor.name',
    '__proto__',
    '__proto__.tenant_id',
    'other.constructor.prototype',
    'toString',
    'other.length',
    'other.hasOwnProperty',
  ])('%s of an object that has none of its own is nothing', (name) => {
    expect(claimValue({ other: { x: 1 } }, name)).toBeUndefined();
  });

  it('a member called __proto__ is a member like others, and changes nothing', () => {
    const claims = JSON.parse('{"__proto__":{"tenant_id":"acme"}}') as Record<string, unknown>;
    expect(claimValue(claims, 'tenant_id')).toBeUndefined();
    expect(claimValue(claims, '__proto__.tenant_id')).toBe('acme');
    expect(({} as Record<string, unknown>).tenant_id).toBeUndefined();
  });

  it('never throws, and finds only what JSON holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (claims, name) => {
        const value = claimValue(claims, name);
        expect(value === undefined || JSON.stringify(claims).includes(JSON.stringify(value))).toBe(true);
      }),
    );
  });
});

describe('membershipOf', () => {
  it('what is not named is not there', () => {
    expect(membershipOf({ tenant_id: 'acme' }, RULES, '*')).toEqual({
      tenant_id: 'acme',
      organization_id: null,
      team_ids: [],
      projects: [],
      roles: [],
      scopes: [],
    });
  });

  it('reads names and paths of any issuer', () => {
    const claims = {
      'https://acme.example/tenant': 'acme',
      realm_access: { roles: ['viewer', 'offline_access'] },
      resource: { teams: 'web, core  ops' },
      scp: ['memory:read'],
    };
    const names = {
      tenant: 'https://acme.example/tenant',
      roles: 'realm_access.roles',
      teams: 'resource.teams',
      scope: 'scp',
    };
    expect(membershipOf(claims, rules(names), ['acme'])).toMatchObject({
      tenant_id: 'acme',
      roles: ['viewer'],
      team_ids: ['web', 'core', 'ops'],
      scopes: ['memory:read'],
    });
  });

  it.each([
    [{ projects: ['*'] }, { projects: 'all' }],
    [{ projects: '*' }, { projects: 'all' }],
    [{ projects: ['a', '*', 'b'] }, { projects: 'all' }],
    [{ projects: '/home/ann/my shop, old' }, { projects: ['/home/ann/my shop, old'] }],
    [{ projects: ['a', 'a', 'b'] }, { projects: ['a', 'b'] }],
    [{ team_ids: ['web', 'web'] }, { team_ids: ['web'] }],
    [{ team_ids: '' }, { team_ids: [] }],
    [{ roles: 'admin, user' }, { roles: ['admin', 'user'] }],
    [{ roles: ['ADMIN', 'root', 'operator'] }, { roles: [] }],
    [{ scope: 'memory:read  memory:write' }, { scopes: ['memory:read', 'memory:write'] }],
    [{ scope: '' }, { scopes: [] }],
    [{ org_id: 'acme' }, { organization_id: 'acme' }],
  ])('%j is %j', (claims, expected) => {
    expect(membershipOf({ tenant_id: 'acme', ...claims }, RULES, '*')).toMatchObject(expected);
  });

  it('the default role is for a token that names none known here', () => {
    const usual = rules({}, { default_role: 'viewer' });
    expect(membershipOf({ tenant_id: 'acme' }, usual, '*').roles).toEqual(['viewer']);
    expect(membershipOf({ tenant_id: 'acme', roles: ['root'] }, usual, '*').roles).toEqual(['viewer']);
    expect(membershipOf({ tenant_id: 'acme', roles: ['user'] }, usual, '*').roles).toEqual(['user']);
  });

  it('scopes play no part where the claim is called none, even if the token has one of that name', () => {
    const claims = { tenant_id: 'acme', scope: 'memory:read', none: 'memory:admin' };
    expect(membershipOf(claims, rules({ scope: 'none' }), '*').scopes).toBeNull();
  });

  it('a tenant is compared to the letter with those of the issuer', () => {
    expect(membershipOf({ tenant_id: 'acme' }, RULES, ['acme']).tenant_id).toBe('acme');
    expect(reasonOf(() => membershipOf({ tenant_id: 'Acme' }, RULES, ['acme']))).toMatch(/may not speak/);
    expect(reasonOf(() => membershipOf({ tenant_id: 'acme' }, RULES, []))).toMatch(/may not speak/);
  });
});

describe('groups', () => {
  const groups: GroupMapping = new Map([
    ['web', { team_ids: ['web'], roles: ['user'], projects: ['shop'] }],
    ['everything', { team_ids: [], roles: [], projects: 'all' }],
    ['acme', { tenant_id: 'acme', team_ids: ['staff'], roles: [], projects: [] }],
    ['acme admins', { tenant_id: 'acme', team_ids: [], roles: ['admin'], projects: [] }],
    ['beta admins', { tenant_id: 'beta', team_ids: ['bosses'], roles: ['admin'], projects: 'all' }],
  ]);
  const mapped = rules({}, { groups });
  const of = (claims: Record<string, unknown>) => membershipOf(claims, mapped, ['acme', 'beta']);

  it('add teams, roles and projects to those of the token', () => {
    const claims = { tenant_id: 'acme', team_ids: ['core'], projects: ['lib'], groups: ['web', 'unknown'] };
    expect(of(claims)).toMatchObject({
      team_ids: ['core', 'web'],
      roles: ['user'],
      projects: ['lib', 'shop'],
    });
    expect(of({ tenant_id: 'acme', groups: 'everything' }).projects).toBe('all');
  });

  it('name the tenant where the token does not', () => {
    expect(of({ groups: ['acme', 'acme admins'] })).toMatchObject({
      tenant_id: 'acme',
      team_ids: ['staff'],
      roles: ['admin'],
    });
    expect(reasonOf(() => of({ groups: ['acme', 'beta admins'] }))).toMatch(/several/);
    expect(reasonOf(() => membershipOf({ groups: ['acme'] }, mapped, ['beta']))).toMatch(/may not speak/);
  });

  it('of another tenant than the token names give nothing', () => {
    expect(of({ tenant_id: 'acme', groups: ['acme', 'beta admins'] })).toMatchObject({
      tenant_id: 'acme',
      team_ids: ['staff'],
      roles: [],
      projects: [],
    });
  });

  it('a tenant that cannot be read is not replaced by that of a group', () => {
    for (const tenant_id of [null, '', ['acme']])
      expect(reasonOf(() => of({ tenant_id, groups: ['acme'] }))).toMatch(/none can be called/);
  });

  it('are not looked at without a mapping', () => {
    expect(membershipOf({ tenant_id: 'acme', groups: { web: 1 } }, RULES, '*').roles).toEqual([]);
  });

  it('are bounded together with the token', () => {
    const many = (count: number, letter: string) =>
      Array.from({ length: count }, (_, at) => `${letter}${at}`);
    const large: GroupMapping = new Map([
      ['g', { team_ids: many(150, 'a'), roles: [], projects: many(700, 'a') }],
    ]);
    const claims = (more: object) => ({ tenant_id: 'acme', groups: ['g'], ...more });
    const read = (more: object) => membershipOf(claims(more), rules({}, { groups: large }), '*');
    expect(read({ team_ids: many(50, 'b') }).team_ids).toHaveLength(200);
    expect(reasonOf(() => read({ team_ids: many(51, 'b') }))).toMatch(/more than 200 teams/);
    expect(read({ projects: many(300, 'b') }).projects).toHaveLength(1_000);
    expect(reasonOf(() => read({ projects: many(301, 'b') }))).toMatch(/more than 1000 projects/);
    expect(reasonOf(() => read({ groups: many(1_001, 'g') }))).toMatch(/more than 1000 groups/);
  });
});

describe('subjectOf', () => {
  it('takes the claim that is configured', () => {
    expect(subjectOf({ sub: 'x', email: 'ann@acme.example' }, { ...CLAIM_NAMES, subject: 'email' })).toBe(
      'ann@acme.example',
    );
    expect(reasonOf(() => subjectOf({ sub: 'x' }, { ...CLAIM_NAMES, subject: 'email' }))).toMatch(/email/);
  });
});
