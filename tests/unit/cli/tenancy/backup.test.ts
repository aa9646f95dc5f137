import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import { MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { restoreTenant } from '../../../../src/transfer/backup/restore-tenant.js';
import { RESTORE_USER_ID } from '../../../../src/transfer/backup/unfinished-restore.js';
import { type Env, type Member, store, tenantWorld, type World } from './world.js';

const ANN: Member = { tenant_id: 'acme', user_id: 'ann', team_ids: ['core'], projects: ['shop'] };
const BEN: Member = { tenant_id: 'acme', user_id: 'ben', team_ids: ['core'] };
const AS_CAT: Env = { MEMORY_USER_ID: 'cat' };
const SINGLE: Env = { MEMORY_MULTI_TENANT_MODE: 'false', MEMORY_DEFAULT_TENANT: '' };
const NOW = '2026-11-22T12:00:00.000Z';

/** A tenant with a bit of everything, and another that must leave no trace in its backup. */
async function filled(): Promise<World> {
  const world = tenantWorld();
  for (const id of ['acme', 'globex']) await world.run({}, 'tenant', 'add', id);
  await world.as(ANN, async (repositories) => {
    const ids: string[] = [];
    for (const visibility of ['private', 'project', 'team', 'public'] as const)
      for (let index = 0; index < 5; index++)
        ids.push(
          await store(repositories, {
            type: 'fact',
            content: `${visibility} ${index}`,
            visibility,
            project: 'shop',
          }),
        );
    const [a = '', b = '', c = ''] = ids;
    await repositories.relationships.create({
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'SOLVES',
    });
    await repositories.memories.update(a, { title: 'changed' });
    await repositories.memories.share(a, { visibility: 'public' });
    await repositories.memories.remove(c);
    await repositories.memories.get(a);
    await repositories.memories.get(a);
  });
  await world.as(BEN, async ({ memories, search }) => {
    const { results } = await search.recent({ days: 9, limit: 20, max_tokens: 9_000 });
    for (const { id } of results) await memories.get(id);
  });
  await world.as({ tenant_id: 'globex', user_id: 'gus' }, (repositories) =>
    store(repositories, { type: 'fact', content: 'zephyr of globex', visibility: 'public' }),
  );
  await world.run({}, 'project', 'grant', 'shop', '--team', 'web');
  await world.run({}, 'project', 'rename', 'shop', 'store');
  return world;
}

async function backedUp(): Promise<{ world: World; path: string; text: string }> {
  const world = await filled();
  const path = world.path('acme.backup');
  await world.run({}, 'backup', '--output', path);
  return { world, path, text: readFileSync(path, 'utf8') };
}

/** An empty store with a tenant. */
async function emptyWorld(...tenants: string[]): Promise<World> {
  const world = tenantWorld();
  for (const id of tenants) await world.run({}, 'tenant', 'add', id);
  return world;
}

/** How many memories one sees who made none and is in no team: the public ones. */
async function seen(world: World): Promise<number> {
  const { data } = await world.run(AS_CAT, 'list', '--project', 'all');
  return (data as { results: object[] }).results.length;
}

describe('the backup of a tenant', () => {
  it('holds all of it, names it, and holds nothing of another', async () => {
    const { world, text } = await backedUp();
    expect(text.split('\n')[0]).toBe('{"format":"memorygraph-backup","version":3,"tenant_id":"acme"}');
    expect(text).toContain('"visibility":"private"');
    expect(text).toContain('{"project_grant":{"team_id":"web","project_id":"shop"}}');
    expect(text.match(/\{"use":\{[^}]*"user_id":"ann"/g)).toHaveLength(1);
    expect(text.match(/\{"use":\{[^}]*"user_id":"ben"/g)?.length).toBeGreaterThan(5);
    expect(text).not.toContain('zephyr');
    const { data, text: says } = await world.run({}, 'backup', '--output', world.path('again'));
    expect(data).toMatchObject({ tenant_id: 'acme', counts: { memory: 20, project_grant: 1 } });
    expect(says).toMatch(/^tenant acme: 20 memories, .*1 grant of a project\nwritten to /);
    expect(readFileSync(world.path('again'), 'utf8')).toBe(text);
    await world.run({}, 'tenant', 'suspend', 'acme');
    await world.run({}, 'backup', '--output', world.path('suspended'));
    expect(readFileSync(world.path('suspended'), 'utf8')).toBe(text);
  });

  it('restores exactly, into an empty tenant of the same name', async () => {
    const { path, text } = await backedUp();
    const world = await emptyWorld('acme', 'globex');
    const { data, text: says } = await world.run({}, 'restore', '--input', path);
    expect(data).toMatchObject({ tenant_id: 'acme', suspended: false, counts: { project_grant: 1 } });
    expect(says).toContain('The tenant acme equals the backup.');
    await world.run({}, 'backup', '--output', world.path('again'));
    expect(readFileSync(world.path('again'), 'utf8')).toBe(text);
    expect((await world.run({}, 'verify')).data).toMatchObject({ ok: true });
    expect(await seen(world)).toBe(6);
    expect((await world.run({}, 'project', 'grants')).data).toMatchObject({ grants: [{ team_id: 'web' }] });
    expect((await world.run({}, 'list', '--deleted', '--project', 'all')).data).toMatchObject({
      results: [{ title: 'private 2' }],
    });
  });

  it('is refused in a store without tenants, and in a tenant of another name', async () => {
    const { path } = await backedUp();
    const world = await emptyWorld('acme', 'globex');
    const single = { ...SINGLE, MEMORY_SQLITE_PATH: world.path('single.db') };
    const inSingle = await world.failure(single, 'restore', '--input', path);
    expect(inSingle.code).toBe('wrong_mode');
    expect(inSingle.message).toContain('everybody would see what is private in it');
    expect(existsSync(world.path('single.db'))).toBe(false);
    const inOther = await world.failure({}, 'restore', '--input', path, '--tenant', 'globex');
    expect(inOther.code).toBe('wrong_mode');
    expect(inOther.message).toBe(
      'This is the backup of the tenant acme, and goes into a tenant of that name: --tenant acme.',
    );
    expect((await world.run({}, 'list')).data).toMatchObject({ results: [] });
  });

  it('is refused where it has been made one of a store without tenants by hand', async () => {
    const { text } = await backedUp();
    const world = await emptyWorld('acme');
    const [, ...rest] = text.split('\n');
    writeFileSync(world.path('x'), ['{"format":"memorygraph-backup","version":2}', ...rest].join('\n'));
    const single = { ...SINGLE, MEMORY_SQLITE_PATH: world.path('single.db') };
    expect((await world.failure(single, 'restore', '--input', world.path('x'))).code).toBe('invalid_file');
  });
});

describe('the backup of a store without tenants', () => {
  it('is the format it was, and goes into no tenant', async () => {
    const world = await emptyWorld('acme');
    const single = { ...SINGLE, MEMORY_SQLITE_PATH: world.path('single.db') };
    await world.run(single, 'health');
    const { data } = await world.run(single, 'backup', '--output', world.path('b'));
    expect(data).toMatchObject({ counts: { memory: 0 } });
    expect(data).not.toHaveProperty('counts.project_grant');
    expect(data).not.toHaveProperty('tenant_id');
    expect(readFileSync(world.path('b'), 'utf8').split('\n')[0]).toBe(
      '{"format":"memorygraph-backup","version":2}',
    );
    const { code, message } = await world.failure({}, 'restore', '--input', world.path('b'));
    expect(code).toBe('wrong_mode');
    expect(message).toContain('"memorygraph migrate-to-multitenant"');
  });
});

describe('a restore into a tenant', () => {
  const scope = operatorScope(RESTORE_USER_ID, 'acme');

  /** A store that notes the status of the tenant at each commit, and fails at one of them. */
  function watched(backend: MultiTenantBackend, failAt: number, statuses: unknown[]): MultiTenantBackend {
    return {
      ...backend,
      async commit(given, changes) {
        statuses.push((await backend.tenants.find('acme'))?.status);
        if (statuses.length === failAt) throw new MemoryGraphError('storage_full', 'full');
        return backend.commit(given, changes);
      },
    };
  }

  const restored = (world: World, path: string, failAt: number, statuses: unknown[]) =>
    world.withStore((backend) =>
      restoreTenant(watched(backend, failAt, statuses), scope, path, { now: () => NOW, batchBytes: 2_000 }),
    );

  it('keeps everybody out until it is whole', async () => {
    const { path } = await backedUp();
    const world = await emptyWorld('acme');
    const statuses: unknown[] = [];
    await restored(world, path, -1, statuses);
    expect(statuses.length).toBeGreaterThan(5);
    expect(new Set(statuses)).toEqual(new Set(['suspended']));
    expect((await world.run({}, 'tenant', 'list')).data).toMatchObject({ tenants: [{ status: 'active' }] });
  });

  it('that was cut off leaves a tenant that nobody uses, and goes on when it is run again', async () => {
    const { path, text } = await backedUp();
    const world = await emptyWorld('acme');
    await expect(restored(world, path, 4, [])).rejects.toMatchObject({ code: 'storage_full' });
    expect((await world.failure(AS_CAT, 'list')).code).toBe('tenant_unavailable');
    for (const line of [
      ['tenant', 'resume', 'acme'],
      ['backup', '--output', world.path('half')],
      ['purge', '--scrub'],
      ['project', 'list'],
      ['project', 'grants'],
    ]) {
      const { code, message } = await world.failure({}, ...line);
      expect(code).toBe('storage_corrupt');
      expect(message).toContain('Run the same "memorygraph restore" again');
    }
    expect((await world.run({}, 'verify')).data).toMatchObject({ ok: false });
    const done = await restored(world, path, -1, []);
    expect(done).toMatchObject({ resumed: true, suspended: true });
    await world.run({}, 'backup', '--output', world.path('again'));
    expect(readFileSync(world.path('again'), 'utf8')).toBe(text);
    expect((await world.failure(AS_CAT, 'list')).code).toBe('tenant_unavailable');
    await world.run({}, 'tenant', 'resume', 'acme');
    expect(await seen(world)).toBe(6);
  });

  it('says how to resume a tenant that was suspended before', async () => {
    const { path } = await backedUp();
    const world = await emptyWorld('acme');
    await world.run({}, 'tenant', 'suspend', 'acme');
    const { data, text } = await world.run({}, 'restore', '--input', path);
    expect(data).toMatchObject({ suspended: true });
    expect(text).toContain('"memorygraph tenant resume acme" lets it be used.');
  });

  it('that writes nothing leaves the tenant in use', async () => {
    const { world, path } = await backedUp();
    expect((await world.failure({}, 'restore', '--input', path)).code).toBe('not_empty');
    expect(await seen(world)).toBe(6);
    const empty = await emptyWorld('acme');
    await expect(restored(empty, path, 1, [])).rejects.toMatchObject({ code: 'storage_full' });
    expect((await empty.run(AS_CAT, 'list')).data).toMatchObject({ results: [] });
    const none = await emptyWorld('globex');
    const { code, message } = await none.failure({}, 'restore', '--input', path);
    expect({ code, message }).toEqual({
      code: 'not_found',
      message: 'There is no tenant acme in this store. "memorygraph tenant add acme" adds it.',
    });
  });
});
