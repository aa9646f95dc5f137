import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Env, type Member, store, tenantWorld, type World } from './world.js';

const ANN: Member = { tenant_id: 'acme', user_id: 'ann', team_ids: ['core'] };
const BEN: Member = { tenant_id: 'acme', user_id: 'ben', team_ids: ['core'] };
const GUS: Member = { tenant_id: 'globex', user_id: 'gus', team_ids: ['core'] };
const AS_BEN: Env = { MEMORY_USER_ID: 'ben', MEMORY_TEAM_IDS: 'core' };
const AS_CAT: Env = { MEMORY_USER_ID: 'cat' };

/** Two tenants: of acme a private, a team's and a public memory of Ann's; of globex a public one. */
async function filled(): Promise<{ world: World; ids: Record<string, string> }> {
  const world = tenantWorld();
  for (const id of ['acme', 'globex']) await world.run({}, 'tenant', 'add', id);
  const ids: Record<string, string> = {};
  await world.as(ANN, async (repositories) => {
    ids.private = await store(repositories, {
      type: 'fact',
      content: 'kettle private note',
      visibility: 'private',
    });
    ids.team = await store(repositories, {
      type: 'fact',
      content: 'kettle team note',
      visibility: 'team',
      team_id: 'core',
    });
    ids.public = await store(repositories, {
      type: 'decision',
      content: 'kettle public note',
      visibility: 'public',
    });
  });
  await world.as(GUS, async (repositories) => {
    ids.foreign = await store(repositories, {
      type: 'fact',
      content: 'kettle of globex',
      visibility: 'public',
    });
  });
  return { world, ids };
}

const found = (data: unknown) => (data as { results: { id: string }[] }).results.map(({ id }) => id).sort();
const some = (ids: Record<string, string>, ...names: string[]) => names.map((name) => ids[name]).sort();

describe('what a person sees on the command line', () => {
  it.each<[string, Env, string[]]>([
    ['who made it', { MEMORY_USER_ID: 'ann' }, ['private', 'team', 'public']],
    ['a member of its team', AS_BEN, ['team', 'public']],
    ['a member of the tenant', AS_CAT, ['public']],
    ['an admin, who does not read what is private', { ...AS_CAT, MEMORY_ROLES: 'admin' }, ['public']],
    ['another tenant', { ...AS_BEN, MEMORY_DEFAULT_TENANT: 'globex' }, ['foreign']],
  ])('follows the rule of visibility: %s', async (_who, env, names) => {
    const { world, ids } = await filled();
    const expected = some(ids, ...names);
    expect(found((await world.run(env, 'search', 'kettle')).data)).toEqual(expected);
    expect(found((await world.run(env, 'list')).data)).toEqual(expected);
    expect((await world.run(env, 'stats')).data).toMatchObject({ memories: names.length });
    const { text } = await world.run(env, 'context');
    for (const [name, id] of Object.entries(ids)) {
      const sees = names.includes(name);
      if (sees)
        expect((await world.run(env, 'show', id)).data).toMatchObject({ memories: [{ memory: { id } }] });
      else {
        expect((await world.failure(env, 'show', id)).code).toBe('not_found');
        expect((await world.failure(env, 'edit', id)).code).toBe('not_found');
        expect(text).not.toContain(id);
      }
    }
    await world.run(env, 'export', '--output', world.path('out.jsonl'));
    const exported = readFileSync(world.path('out.jsonl'), 'utf8');
    for (const [name, id] of Object.entries(ids)) expect(exported.includes(id)).toBe(names.includes(name));
  });

  it('tells what is not theirs and what is not there alike', async () => {
    const { world, ids } = await filled();
    const unknown = '01900000-0000-7000-8000-000000000000';
    for (const command of ['show', 'edit']) {
      const theirs = await world.failure(AS_CAT, command, ids.private ?? '');
      const nowhere = await world.failure(AS_CAT, command, unknown);
      expect(theirs.message.replaceAll(ids.private ?? '', '')).toBe(nowhere.message.replaceAll(unknown, ''));
    }
  });

  it('does not tell the size of the tenant, of which they may see a part', async () => {
    const { world } = await filled();
    const { text, data } = await world.run(AS_CAT, 'stats');
    expect((data as { store: object }).store).toEqual({ path: world.path('store.db'), tenant_id: 'acme' });
    expect(text).toContain(`what you see of tenant acme in ${world.path('store.db')}`);
  });

  it('does not show what was deleted, but to the operator', async () => {
    const { world, ids } = await filled();
    await world.as(ANN, async ({ memories }) => {
      await memories.remove(ids.private ?? '');
    });
    expect((await world.failure({}, 'show', ids.private ?? '')).code).toBe('not_found');
    expect((await world.failure({}, 'edit', ids.private ?? '')).code).toBe('not_found');
    expect(found((await world.run(AS_CAT, 'list', '--deleted')).data)).toEqual(some(ids, 'private'));
    const other = { MEMORY_DEFAULT_TENANT: 'globex' };
    expect(found((await world.run(other, 'list', '--deleted')).data)).toEqual([]);
  });

  it('says in one sentence that there is no such tenant', async () => {
    const { world } = await filled();
    for (const line of [['list'], ['stats'], ['context'], ['export', '--output', world.path('x')]]) {
      const { code, operatorMessage } = await world.failure({ MEMORY_DEFAULT_TENANT: 'initech' }, ...line);
      expect(code).toBe('tenant_unavailable');
      expect(operatorMessage).toBe(
        'There is no tenant initech in this store; "memorygraph tenant add initech" adds it.',
      );
    }
    expect(existsSync(world.path('x'))).toBe(false);
  });
});

describe('what a person may do on the command line', () => {
  const viewer: Env = { ...AS_BEN, MEMORY_ROLES: 'viewer' };

  it('is what their roles permit: a viewer reads, and changes and imports nothing', async () => {
    const { world, ids } = await filled();
    expect(found((await world.run(viewer, 'list')).data)).toEqual(some(ids, 'team', 'public'));
    await world.run(viewer, 'export', '--output', world.path('out.jsonl'));
    for (const line of [
      ['edit', ids.team ?? ''],
      ['import', '--input', world.path('out.jsonl')],
      ['import', '--input', world.path('out.jsonl'), '--dry-run'],
    ]) {
      const { code, message } = await world.failure(viewer, ...line);
      expect({ code, message }).toEqual({
        code: 'forbidden',
        message: 'The caller may not write this memory.',
      });
    }
  });

  it('is noted in the log of their tenant, as theirs, also where it is refused', async () => {
    const { world, ids } = await filled();
    await world.run(AS_BEN, 'list');
    await world.failure(viewer, 'edit', ids.team ?? '');
    const { data } = await world.run({}, 'audit', 'list', '--user', 'ben');
    const events = (data as { events: { event: object }[] }).events.map(({ event }) => event);
    expect(events).toMatchObject([
      { operation: 'command list', outcome: 'ok', issuer: 'local' },
      { operation: 'command edit', outcome: 'denied', code: 'forbidden' },
    ]);
  });

  it('imports as their own, with visibility of their own: what a file says of tenancy has no effect', async () => {
    const { world } = await filled();
    await world.run(AS_CAT, 'export', '--output', world.path('out.jsonl'));
    const file = readFileSync(world.path('out.jsonl'), 'utf8');
    const claims = { tenant_id: 'globex', team_id: 'core', visibility: 'public', created_by: 'gus' };
    const smuggled = file
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .map((record) =>
        record.kind === 'memory'
          ? { ...record, id: 'smuggled', content: 'smuggled in', created_by: 'gus', context: claims }
          : record,
      );
    writeFileSync(world.path('in.jsonl'), smuggled.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await world.run(AS_CAT, 'import', '--input', world.path('in.jsonl'));
    const { data } = await world.run(AS_CAT, 'search', 'smuggled');
    const [id = ''] = found(data);
    const shown = (await world.run(AS_CAT, 'show', id)).data as { memories: { memory: object }[] };
    expect(shown.memories[0]?.memory).toMatchObject({
      created_by: 'cat',
      context: { tenant_id: 'acme', visibility: 'private' },
    });
    expect(found((await world.run(AS_BEN, 'search', 'smuggled')).data)).toEqual([]);
    expect(found((await world.run({ MEMORY_DEFAULT_TENANT: 'globex' }, 'search', 'smuggled')).data)).toEqual(
      [],
    );
  });

  it('imports nothing where no store with tenants is, and says what makes one', async () => {
    const { world } = await filled();
    await world.run(AS_CAT, 'export', '--output', world.path('out.jsonl'));
    const env = { MEMORY_SQLITE_PATH: world.path('new.db') };
    const { code, message } = await world.failure(
      env,
      'import',
      '--input',
      world.path('out.jsonl'),
      '--dry-run',
    );
    expect(code).toBe('storage_missing');
    expect(message).toContain('"memorygraph tenant add ID" makes one');
    expect(existsSync(world.path('new.db'))).toBe(false);
  });
});

describe('health with tenants', () => {
  it('tries the tenant of the person, and leaves nothing behind', async () => {
    const { world } = await filled();
    const { text, data, exit_code } = await world.run(AS_BEN, 'health');
    expect(exit_code).toBe(0);
    expect(text).toContain(`${world.path('store.db')}, tenant acme\nEverything works.`);
    expect(data).toMatchObject({ ok: true, tenant_id: 'acme' });
    expect((await world.run({}, 'verify')).data).toMatchObject({ ok: true });
    const { counts } = (await world.run({}, 'backup', '--output', world.path('b'))).data as {
      counts: object;
    };
    expect(counts).toMatchObject({ memory: 3, memory_version: 0 });
  });

  it('tells of a tenant that is not served as of a failed step', async () => {
    const { world } = await filled();
    await world.run({}, 'tenant', 'suspend', 'acme');
    const { data, text, exit_code } = await world.run(AS_BEN, 'health');
    expect(exit_code).toBe(5);
    expect(text).toContain('open failed: The tenant acme is suspended');
    expect(data).toMatchObject({ ok: false, steps: [{ step: 'open', ok: false }] });
  });
});

describe('BEN', () => {
  it('edits what his team shares', async () => {
    const { world, ids } = await filled();
    const outcome = await world.as(BEN, ({ memories }) => memories.update(ids.team ?? '', { title: 'x' }));
    expect(outcome).toMatchObject({ version: 2 });
  });
});
