import { describe, expect, it } from 'vitest';
import type { AccessScope, TenantAccess } from '../../../src/domain/access-scope.js';
import type { MemoryContext } from '../../../src/domain/memory-context.js';
import { isGranted, isOfTeam, isVisibleTo } from '../../../src/domain/visible-to.js';

// All combinations are in tests/contract/truth-table.test.ts; here stand the ones that a reader looks for first.

const ACCESS: TenantAccess = { team_ids: ['red'], projects: ['p'], edits_team: false, is_admin: false };
const sees = (context: object, access: Partial<TenantAccess> | null = {}, user_id = 'ben') =>
  isVisibleTo({ created_by: 'ann', context: context as MemoryContext }, {
    user_id,
    access: access === null ? null : { ...ACCESS, ...access },
  } satisfies Pick<AccessScope, 'user_id' | 'access'>);

describe('a memory is visible', () => {
  it('to everybody where there is no rule', () => {
    for (const visibility of ['private', 'project', 'team', 'public', undefined])
      expect(sees({ visibility }, null)).toBe(true);
  });

  it('to its maker, whatever it says', () => {
    for (const visibility of ['private', 'project', 'team', 'public', undefined, 'else'])
      expect(sees({ visibility }, { team_ids: [], projects: [] }, 'ann')).toBe(true);
  });

  it('to an admin no more than to others', () => {
    expect(sees({ visibility: 'private' }, { is_admin: true, edits_team: true })).toBe(false);
    expect(sees({ visibility: 'team', team_id: 'blue' }, { is_admin: true })).toBe(false);
    expect(sees({ visibility: 'project', project_id: 'q' }, { is_admin: true })).toBe(false);
  });

  it('by what is said of it alone: nothing said, or something unknown, is its maker’s', () => {
    expect(sees({})).toBe(false);
    expect(sees({ team_id: 'red', project_id: 'p' })).toBe(false);
    expect(sees({ visibility: 'Public' })).toBe(false);
    expect(sees({ visibility: 'private', team_id: 'red', project_id: 'p' })).toBe(false);
    expect(sees({ visibility: 'public' }, { team_ids: [], projects: [] })).toBe(true);
  });

  it('by its team where it is of a team, by its project where it is of a project', () => {
    expect(sees({ visibility: 'team', team_id: 'red' })).toBe(true);
    expect(sees({ visibility: 'team', team_id: 'Red' })).toBe(false);
    expect(sees({ visibility: 'team', project_id: 'p' })).toBe(false);
    expect(sees({ visibility: 'team', team_id: 'blue', project_id: 'p' })).toBe(false);
    expect(sees({ visibility: 'project', project_id: 'p' })).toBe(true);
    expect(sees({ visibility: 'project', project_id: 'p/sub' })).toBe(false);
    expect(sees({ visibility: 'project', team_id: 'red' })).toBe(false);
    expect(sees({ visibility: 'project', team_id: 'red', project_id: 'q' })).toBe(false);
    expect(sees({ visibility: 'project' }, { projects: 'all' })).toBe(false);
    expect(sees({ visibility: 'project', project_id: 'q' }, { projects: 'all' })).toBe(true);
  });
});

describe('a team', () => {
  it('is one of the principal’s; * is each of them', () => {
    const of = (...team_ids: string[]) => ({ team_ids });
    expect(isOfTeam(of('red', 'blue'), 'blue')).toBe(true);
    expect(isOfTeam(of('red'), 'blue')).toBe(false);
    expect(isOfTeam(of('red'), undefined)).toBe(false);
    expect(isOfTeam(of(), undefined)).toBe(false);
    expect(isOfTeam(of('red'), '*')).toBe(true);
    expect(isOfTeam(of(), '*')).toBe(false);
  });
});

describe('a project', () => {
  it('is granted by its exact name, or with all', () => {
    expect(isGranted(['p'], 'p')).toBe(true);
    expect(isGranted(['p'], 'P')).toBe(false);
    expect(isGranted(['p'], 'p/q')).toBe(false);
    expect(isGranted([], 'p')).toBe(false);
    expect(isGranted(['*'], 'p')).toBe(false);
    expect(isGranted('all', 'p')).toBe(true);
  });
});
