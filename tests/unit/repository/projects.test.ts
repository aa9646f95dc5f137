import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/contracts/backend.js';
import type { NewMemory } from '../../../src/domain/new-memory.js';
import type { SearchRequest } from '../../../src/domain/search-request.js';
import type { CurrentProject } from '../../../src/repository/context.js';
import { createRepositories } from '../../../src/repository/create-repositories.js';
import type { Repositories } from '../../../src/repository/repositories.js';
import { OPEN_BACKENDS } from '../../contract/open-backends.js';
import { openWorkshop, type Workshop } from '../../support/repositories.js';

const SHOP = 'github.com/acme/shop';
const SITE = 'github.com/acme/site';

describe.each(Object.entries(OPEN_BACKENDS))('projects on %s', (_name, open) => {
  let backend: Backend;
  let workshop: Workshop;
  beforeEach(async () => {
    backend = await open();
    workshop = await openWorkshop({ backend });
  });
  afterEach(() => backend.close());

  /** The same store, seen by a process that works in a project. */
  function workingIn(project_id: string | undefined, branch: string | null = null): Repositories {
    const current: CurrentProject | undefined =
      project_id === undefined ? undefined : { project_id, branch: () => branch };
    return createRepositories({ ...workshop.context, current });
  }

  async function store(where: Repositories, memory: Partial<NewMemory> & { content: string }) {
    const [outcome] = await where.memories.store([{ type: 'fact', ...memory }], {});
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  async function contextOf(id: string) {
    return (await workshop.repositories.memories.get(id)).memory.context;
  }

  async function recall(where: Repositories, request: Partial<SearchRequest> = {}) {
    return where.search.search({
      query: 'pool size',
      tolerance: 'normal',
      match_mode: 'any',
      filter: {},
      limit: 50,
      offset: 0,
      detail: 'summary',
      max_tokens: 20_000,
      asked_by: 'test',
      ...request,
    });
  }

  async function found(where: Repositories, project?: string): Promise<string[]> {
    const answer = await recall(where, project === undefined ? {} : { project });
    return answer.results.map((hit) => hit.title).sort();
  }

  it('stamps the current project and its branch, and what is asked for otherwise', async () => {
    const shop = workingIn(SHOP, 'pool-size');
    const of = async (memory: Partial<NewMemory>) =>
      contextOf((await store(shop, { content: `Fact ${workshop.now()} ${Math.random()}`, ...memory })).id);
    expect(await of({})).toEqual({ project_id: SHOP, git_branch: 'pool-size' });
    expect(await of({ project: 'current' })).toEqual({ project_id: SHOP, git_branch: 'pool-size' });
    expect(await of({ project: 'none' })).toEqual({});
    expect(await of({ project: 'https://github.com/Acme/Site.git' })).toEqual({ project_id: SITE });
    expect(await of({ context: { project_id: SITE } })).toEqual({ project_id: SITE });
    expect(await of({ context: { git_branch: 'main' } })).toEqual({ project_id: SHOP, git_branch: 'main' });
    expect(await contextOf((await store(workingIn(undefined), { content: 'Nowhere' })).id)).toEqual({});
    await expect(of({ project: 'all' })).rejects.toMatchObject({ code: 'invalid_argument' });
  });

  it('searches the current project and global memories, and elsewhere only where asked', async () => {
    const [shop, site] = [workingIn(SHOP), workingIn(SITE)];
    await store(shop, { title: 'shop', content: 'pool size of the shop' });
    await store(site, { title: 'site', content: 'pool size of the site' });
    await store(shop, { title: 'global', content: 'pool size everywhere', project: 'none' });
    expect(await found(shop)).toEqual(['global', 'shop']);
    expect(await found(site)).toEqual(['global', 'site']);
    expect(await found(shop, 'all')).toEqual(['global', 'shop', 'site']);
    expect(await found(shop, 'none')).toEqual(['global']);
    expect(await found(shop, 'git@github.com:acme/site.git')).toEqual(['global', 'site']);
    expect(await found(workingIn(undefined))).toEqual(['global', 'shop', 'site']);
    const everywhere = await recall(shop, { project: 'all' });
    const named = everywhere.results.map((hit) => [hit.title, hit.project_id ?? null]).sort();
    expect(named).toEqual([
      ['global', null],
      ['shop', SHOP],
      ['site', SITE],
    ]);
    expect((await recall(shop)).results.every((hit) => hit.project_id === undefined)).toBe(true);
    expect((await recall(shop)).searched.scope).toBe(`project ${SHOP} and global memories`);
    const listed = await shop.search.recent({ days: 7, limit: 9, max_tokens: 9_000 });
    expect(listed.results.map((hit) => hit.title).sort()).toEqual(['global', 'shop']);
    const past = await shop.search.asOf({
      known_at: workshop.now(),
      query: 'pool',
      filter: {},
      limit: 9,
      max_tokens: 9_000,
    });
    expect(past.results.map((hit) => hit.title).sort()).toEqual(['global', 'shop']);
    const changes = await shop.history.changes({ since: '2025-01-01T00:00:00.000Z', limit: 9 });
    expect(changes.created.map((memory) => memory.title).sort()).toEqual(['global', 'shop']);
  });

  it('lets a folder that is asked for decide alone', async () => {
    const shop = workingIn(SHOP);
    const context = { project_path: '/code/site' };
    await store(workingIn(SITE), { title: 'site', content: 'pool size', context });
    const answer = await recall(shop, { filter: { project_path: '/code' } });
    expect(answer.results.map((hit) => hit.title)).toEqual(['site']);
  });

  it('says how many lie elsewhere where nothing is found here', async () => {
    const [shop, site] = [workingIn(SHOP), workingIn(SITE)];
    await store(site, { content: 'pool size one' });
    await store(site, { content: 'pool size two' });
    await store(shop, { content: 'something else' });
    const answer = await recall(shop);
    expect(answer.results).toEqual([]);
    expect(answer.hints?.[0]).toBe('2 in other projects match; project "all" shows them.');
    const listed = await recall(shop, {
      query: undefined,
      filter: { types: ['fact'] },
      project: 'none',
    } as never);
    expect(listed.hints).toEqual(['3 in other projects match; project "all" shows them.']);
  });

  it('takes equal and similar texts of other projects for what they are: others', async () => {
    const [shop, site] = [workingIn(SHOP), workingIn(SITE)];
    const content = 'The connection pool holds forty connections because the database allows fifty of them';
    const first = await store(shop, { title: 'Pool', content });
    const second = await store(site, { title: 'Pool', content });
    expect(second).toMatchObject({ created: true, near_duplicates: [] });
    expect(await store(shop, { title: 'Pool', content })).toMatchObject({
      created: false,
      duplicate_of: first.id,
    });
    const near = await store(shop, { title: 'Pool', content: `${content} now` });
    expect(near.near_duplicates.map(({ id }) => id)).toEqual([first.id]);
  });

  it('renames a project, and back', async () => {
    const shop = workingIn(SHOP);
    await store(shop, { title: 'before', content: 'pool size before' });
    const moved = 'gitlab.com/acme/shop';
    expect(await shop.projects.rename(SHOP, moved)).toMatchObject({
      project_id: moved,
      memories: 1,
      aliases: [SHOP],
      is_current: true,
    });
    await store(shop, { title: 'after', content: 'pool size after' });
    for (const name of [SHOP, moved]) expect(await found(workingIn(name))).toEqual(['after', 'before']);
    expect((await backend.projectSummaries(workshop.context.scope)).map((each) => each.project_id)).toContain(
      moved,
    );
    expect(await shop.projects.rename(moved, SHOP)).toMatchObject({ project_id: SHOP, memories: 2 });
    for (const name of [SHOP, moved]) expect(await found(workingIn(name))).toEqual(['after', 'before']);
  });

  it('merges projects, and takes them apart again', async () => {
    const [shop, site] = [workingIn(SHOP), workingIn(SITE)];
    await store(shop, { title: 'shop', content: 'pool size of the shop' });
    await store(site, { title: 'site', content: 'pool size of the site' });
    await expect(shop.projects.rename(SHOP, SITE)).rejects.toMatchObject({ code: 'already_exists' });
    expect(await shop.projects.merge(SHOP, SITE)).toMatchObject({ project_id: SITE, memories: 2 });
    for (const where of [shop, site]) expect(await found(where)).toEqual(['shop', 'site']);
    expect(await shop.projects.list()).toMatchObject([{ project_id: SITE, memories: 2, aliases: [SHOP] }]);
    expect(await shop.projects.merge(SHOP, SITE)).toMatchObject({ memories: 2 });
    expect(await shop.projects.separate(SHOP)).toMatchObject({ project_id: SHOP, memories: 1 });
    expect(await found(shop)).toEqual(['shop']);
    await expect(shop.projects.separate(SHOP)).rejects.toMatchObject({ code: 'not_found' });
    await expect(shop.projects.merge('none/such', SITE)).rejects.toMatchObject({ code: 'not_found' });
  });
});
