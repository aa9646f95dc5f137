import { expect, it } from 'vitest';
import { grantProject, halfGranted } from '../../../../src/repository/tenancy/grants.js';
import { listTeams, ownMemories } from '../../../../src/repository/tenancy/membership.js';
import { member } from '../../../contract/members.js';
import { ACME, describeTenancy, outcome, refusal } from './tenant-workshop.js';

describeTenancy('sharing a memory', (open) => {
  it('changes who sees it from now on, and makes a version', async () => {
    const { as, store, read } = open();
    const id = await store('ann', { content: 'a secret', visibility: 'private' });
    expect(await outcome(as('dan').memories.get(id))).toBe('not_found');
    expect(await as('ann').memories.share(id, { visibility: 'public' }, 1)).toEqual({
      id,
      version: 2,
      visibility: 'public',
    });
    expect((await as('dan').memories.get(id)).memory.id).toBe(id);
    expect((await as('dan').history.ofMemory(id)).map(({ memory }) => memory.version)).toEqual([2]);
    expect(await as('ann').memories.share(id, { visibility: 'team' })).toEqual({
      id,
      version: 3,
      visibility: 'team',
      team_id: 'red',
    });
    expect(await outcome(as('dan').memories.get(id))).toBe('not_found');
    expect((await as('ben').memories.get(id)).memory.version).toBe(3);
    expect(await as('ann').memories.share(id, { visibility: 'private' })).toEqual({
      id,
      version: 4,
      visibility: 'private',
    });
    expect((await read(id)).context).toEqual({ tenant_id: ACME, visibility: 'private' });
  });

  it('as it is shared already writes nothing', async () => {
    const { as, store } = open();
    const id = await store('ann', { content: 'text', visibility: 'public' });
    expect(await as('ann').memories.share(id, { visibility: 'public' })).toMatchObject({ version: 1 });
  });

  it('with a project needs one that is granted to who shares it', async () => {
    const { as, store, read } = open();
    const granted = await store('ann', { content: 'one', project: 'p', visibility: 'private' });
    const other = await store('ann', { content: 'two', project: 'q', visibility: 'private' });
    const global = await store('ann', { content: 'three', project: 'none', visibility: 'private' });
    expect(await as('ann').memories.share(granted, { visibility: 'project' })).toMatchObject({
      version: 2,
      visibility: 'project',
    });
    for (const id of [other, global]) {
      const told = await refusal(as('ann').memories.share(id, { visibility: 'project' }));
      expect(told).toMatch(/^invalid_argument: The memory belongs to no project that is granted to you/);
      expect((await read(id)).version).toBe(1);
    }
  });

  it('with a team needs one of one’s own, an admin’s too', async () => {
    const { as, store } = open();
    const id = await store('ann', { content: 'text', visibility: 'public' });
    expect(await outcome(as('ann').memories.share(id, { visibility: 'team', team_id: 'blue' }))).toBe(
      'invalid_argument',
    );
    expect(await outcome(as('eve').memories.share(id, { visibility: 'team', team_id: 'red' }))).toBe(
      'invalid_argument',
    );
    expect(await as('eve').memories.share(id, { visibility: 'private' })).toMatchObject({
      visibility: 'private',
    });
    expect(await outcome(as('eve').memories.get(id))).toBe('not_found');
    expect((await as('ann').memories.get(id)).memory.version).toBe(2);
  });

  it('of a memory that says nothing of visibility tells it as its maker’s', async () => {
    const { as, backend, scopeOf } = open();
    const { memory, putMemory, changeSet } = await import('../../../contract/records.js');
    await backend.commit(scopeOf('ann'), changeSet([putMemory(memory({ id: 'old' }))]));
    expect(await outcome(as('ben').memories.get('old'))).toBe('not_found');
    expect(await as('ann').memories.share('old', { visibility: 'private' })).toMatchObject({
      version: 2,
      visibility: 'private',
    });
  });
});

describeTenancy('storing and changing', (open) => {
  it('stamps tenant, visibility and team, and says what they are', async () => {
    const { as, read } = open();
    const stored = async (memory: Parameters<ReturnType<typeof as>['memories']['store']>[0][0]) => {
      const [result] = await as('ann').memories.store([memory], {});
      if (result === undefined) throw new Error('Nothing came back.');
      return { result, context: (await read(result.id)).context };
    };
    const usual = await stored({ type: 'general', content: 'one', project: 'p' });
    expect(usual.result).toMatchObject({ visibility: 'project' });
    expect(usual.context).toEqual({ project_id: 'p', tenant_id: ACME, visibility: 'project' });
    const alone = await stored({ type: 'general', content: 'two', project: 'q' });
    expect(alone.result).toMatchObject({
      visibility: 'private',
      notes: [expect.stringContaining('only you can see it')],
    });
    expect(alone.context).toEqual({ project_id: 'q', tenant_id: ACME, visibility: 'private' });
    const team = await stored({ type: 'general', content: 'three', team_id: 'red' });
    expect(team.result).toMatchObject({ visibility: 'team', team_id: 'red' });
    expect(team.context).toEqual({ tenant_id: ACME, visibility: 'team', team_id: 'red' });
  });

  it('keeps who sees it through any other change, whatever the change claims', async () => {
    const { as, store, read } = open();
    const id = await store('ann', { content: 'text', team_id: 'red' });
    const claimed = {
      visibility: 'public',
      team_id: 'blue',
      tenant_id: 'umbra',
      created_by: 'ben',
      user_id: 'ben',
      git_branch: 'main',
    } as const;
    await as('ben').memories.update(id, { content: 'other text', context: claimed });
    const { context, created_by, updated_by } = await read(id);
    expect(context).toEqual({ tenant_id: ACME, visibility: 'team', team_id: 'red', git_branch: 'main' });
    expect([created_by, updated_by]).toEqual(['ann', 'ben']);
    const empties = { visibility: null, team_id: null, tenant_id: null } as const;
    await as('ben').memories.update(id, { context: empties, summary: 'x' });
    expect((await read(id)).context).toEqual(context);
  });

  it('to another project shows it there only where that is granted to who moves it', async () => {
    const { as, store, read } = open();
    const id = await store('ann', { content: 'text', project: 'p' });
    const moved = await as('ann').memories.update(id, { context: { project_id: 'q' } });
    expect(moved.notes).toEqual([expect.stringContaining('only you can see it')]);
    expect((await read(id)).context).toEqual({ project_id: 'q', tenant_id: ACME, visibility: 'private' });
    const back = await as('ann').memories.update(id, { context: { project_id: 'p' } });
    expect(back.notes).toBeUndefined();
    expect((await read(id)).context.visibility).toBe('private');
  });

  it('finds equal ones among one’s own of the same visibility and team alone', async () => {
    const { as } = open();
    const store = async (who: 'ann' | 'ben', memory: object) => {
      const [result] = await as(who).memories.store(
        [{ type: 'general', content: 'the same words', ...memory }],
        {},
      );
      return result?.duplicate_of ?? null;
    };
    expect(await store('ben', { team_id: 'red' })).toBeNull();
    expect(await store('ben', { team_id: 'blue' })).toBeNull();
    expect(await store('ben', { visibility: 'public' })).toBeNull();
    expect(await store('ben', { visibility: 'private' })).toBeNull();
    expect(await store('ann', { team_id: 'red' })).toBeNull();
    expect(await store('ben', { team_id: 'blue' })).not.toBeNull();
    expect(await store('ben', { visibility: 'private' })).not.toBeNull();
  });
});

describeTenancy('teams', (open) => {
  it('are told to their members with what they share and were granted, in alphabetical order', async () => {
    const { store, contextOf, backend } = open();
    await store('ben', { content: 'one', team_id: 'red' });
    await store('ann', { content: 'two', team_id: 'red' });
    await store('ben', { content: 'three', visibility: 'private' });
    const owner = contextOf('eve');
    await grantProject(owner, 'red', 'github.com/x/y', true);
    await grantProject(owner, 'green', 'github.com/x/z', true);
    expect(await listTeams(contextOf('ben'))).toEqual([
      { team_id: 'blue', memories: 0, projects: [] },
      { team_id: 'red', memories: 2, projects: ['github.com/x/y'] },
    ]);
    expect(await listTeams(contextOf('dan'))).toEqual([]);
    expect(await listTeams(contextOf('foreign'))).toEqual([{ team_id: 'red', memories: 0, projects: [] }]);
    expect([await ownMemories(contextOf('ben')), await ownMemories(contextOf('dan'))]).toEqual([2, 0]);
    expect(await backend.projectGrants(member({ tenant_id: 'umbra', user_id: 'x' }))).toEqual([]);
  });
});

describeTenancy('grants', (open) => {
  it('are of teams and projects that can be, under every name of the project', async () => {
    const { contextOf, as, store } = open();
    await store('eve', { content: 'x', project: 'github.com/x/old', visibility: 'public' });
    await as('eve').projects.rename('github.com/x/old', 'github.com/x/new');
    const all = { ...contextOf('eve'), scope: member({ tenant_id: ACME, user_id: 'eve', projects: 'all' }) };
    const granted = await grantProject(all, 'red', 'https://github.com/X/New.git', true);
    expect(granted.project_ids).toEqual(['github.com/x/new', 'github.com/x/old']);
    expect(granted.grants).toEqual([
      { team_id: 'red', project_id: 'github.com/x/new' },
      { team_id: 'red', project_id: 'github.com/x/old' },
    ]);
    expect(await halfGranted(all, 'github.com/x/old')).toEqual([]);
    for (const team of ['*', '', ' red', 'a'.repeat(101)])
      expect(await outcome(grantProject(all, team, 'p', true))).toBe('invalid_argument');
    expect(await outcome(grantProject(all, 'red', ' ', true))).toBe('invalid_argument');
    const taken = await grantProject(all, 'red', 'github.com/x/old', false);
    expect(taken.grants).toEqual([]);
  });
});
