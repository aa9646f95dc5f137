import { describe, expect, it } from 'vitest';
import { localPrincipal } from '../../../../src/auth/local.js';
import type { MemoryContext } from '../../../../src/domain/memory-context.js';
import type { MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { operatorScope, scopeFor } from '../../../../src/policy/access-scope.js';
import { type AskedVisibility, stampVisibility } from '../../../../src/repository/tenancy/stamp.js';
import { type MemberFacts, member } from '../../../contract/members.js';

const ANN = member({ tenant_id: 'acme', user_id: 'ann', team_ids: ['red'], projects: ['p'] });
const withTeams = (...team_ids: string[]) => member({ tenant_id: 'acme', user_id: 'ann', team_ids });
const withProjects = (projects: MemberFacts['projects'] & {}) =>
  member({ tenant_id: 'acme', user_id: 'ann', projects });
const NOTE = 'only you can see it';

describe('the visibility of a memory about to be stored', () => {
  const stamped = (asked: AskedVisibility, context: MemoryContext = {}, scope = ANN) =>
    stampVisibility(scope, asked, context);

  it.each([
    ['nothing, of a granted project', {}, { project_id: 'p' }, { visibility: 'project', project_id: 'p' }],
    [
      'project, of a granted project',
      { visibility: 'project' },
      { project_id: 'p' },
      { visibility: 'project', project_id: 'p' },
    ],
    ['private', { visibility: 'private' }, { project_id: 'p' }, { visibility: 'private', project_id: 'p' }],
    ['public', { visibility: 'public' }, {}, { visibility: 'public' }],
    ['team', { visibility: 'team' }, {}, { visibility: 'team', team_id: 'red' }],
    ['team, by name', { visibility: 'team', team_id: 'red' }, {}, { visibility: 'team', team_id: 'red' }],
    [
      'a team alone',
      { team_id: 'red' },
      { project_id: 'q' },
      { visibility: 'team', team_id: 'red', project_id: 'q' },
    ],
  ] as const)('is what was asked for: %s', (_name, asked, context, expected) => {
    expect(stamped(asked, context)).toEqual({ context: { ...expected, tenant_id: 'acme' }, notes: [] });
  });

  it.each([
    ['no project', {}],
    ['a project that is not granted', { project_id: 'q' }],
    ['a project that only looks granted', { project_id: 'P' }],
  ])('is private, and said so, where it is to be seen by %s', (_name, context) => {
    for (const asked of [{}, { visibility: 'project' }] as const) {
      const { context: made, notes } = stamped(asked, context);
      expect(made).toEqual({ ...context, tenant_id: 'acme', visibility: 'private' });
      expect(notes).toEqual([expect.stringContaining(NOTE)]);
      expect(notes[0]).toContain('share_memory');
    }
  });

  it('goes by every project where all are granted, but not by none', () => {
    const all = withProjects('all');
    expect(stamped({}, { project_id: 'x' }, all).context.visibility).toBe('project');
    expect(stamped({}, {}, all).context.visibility).toBe('private');
    expect(stamped({}, { project_id: 'x' }, withProjects([])).context.visibility).toBe('private');
  });

  it('takes the place of whatever the context said of tenancy', () => {
    const claimed = { tenant_id: 'umbra', visibility: 'public', team_id: 'blue', languages: ['go'] } as const;
    expect(stamped({ visibility: 'private' }, claimed).context).toEqual({
      languages: ['go'],
      tenant_id: 'acme',
      visibility: 'private',
    });
    expect(stamped({ visibility: 'team' }, claimed).context).toEqual({
      languages: ['go'],
      tenant_id: 'acme',
      visibility: 'team',
      team_id: 'red',
    });
    expect(stamped({}, claimed).context).toEqual({
      languages: ['go'],
      tenant_id: 'acme',
      visibility: 'private',
    });
  });

  const thrown = (asked: AskedVisibility, scope = ANN): MemoryGraphError => {
    try {
      stampVisibility(scope, asked, {});
    } catch (error) {
      return error as MemoryGraphError;
    }
    throw new Error('It was not refused.');
  };

  it('refuses a team that is not one’s own, and tells one that is there like one that is not', () => {
    const error = thrown({ visibility: 'team', team_id: 'blue' });
    expect(error.code).toBe('invalid_argument');
    expect(error.details).toEqual({ arguments: ['team_id'] });
    expect(error.message).toContain('Your teams: red.');
    expect(error.message).not.toContain('blue');
    expect(thrown({ team_id: 'no such team' }).message).toBe(error.message);
    expect(thrown({ visibility: 'team', team_id: '*' }).message).toBe(error.message);
  });

  it('refuses a team that cannot be told: of several none was named, or there is none', () => {
    expect(thrown({ visibility: 'team' }, withTeams('red', 'blue')).message).toContain(
      'Your teams: red, blue.',
    );
    expect(thrown({ visibility: 'team' }, withTeams()).message).toContain('You are in no team.');
    expect(thrown({ team_id: 'red' }, withTeams()).message).toContain('You are in no team.');
    expect(
      stamped({ visibility: 'team', team_id: 'blue' }, {}, withTeams('red', 'blue')).context.team_id,
    ).toBe('blue');
  });

  it('refuses a team beside another visibility', () => {
    for (const visibility of ['private', 'project', 'public'] as const) {
      const error = thrown({ visibility, team_id: 'red' });
      expect([error.code, error.details]).toEqual(['invalid_argument', { arguments: ['team_id'] }]);
      expect(error.message).toContain('leave one out');
    }
  });
});

describe('in a store without tenants, and for its owner', () => {
  it('a memory has no tenancy, whatever its context said', () => {
    const claimed = { tenant_id: 'x', visibility: 'public', team_id: 'red', project_id: 'p' } as const;
    for (const scope of [scopeFor(localPrincipal('ann')), operatorScope('ann', 'acme')])
      expect(stampVisibility(scope, {}, claimed)).toEqual({ context: { project_id: 'p' }, notes: [] });
  });

  it('asking for visibility or a team is refused by name', () => {
    const scope = scopeFor(localPrincipal('ann'));
    for (const [argument, asked] of [
      ['visibility', { visibility: 'private', team_id: 'red' }],
      ['visibility', { visibility: 'public' }],
      ['team_id', { team_id: 'red' }],
    ] as const) {
      const refused = () => stampVisibility(scope, asked, {});
      expect(refused).toThrow(
        expect.objectContaining({ code: 'invalid_argument', details: { arguments: [argument] } }),
      );
      expect(refused).toThrow(`Leave ${argument} out.`);
    }
  });
});
