import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tenantWorld } from './world.js';

describe('tenant', () => {
  it('add makes the store with its first tenant, and leaves one that is there as it is', async () => {
    const world = tenantWorld();
    const added = await world.run({}, 'tenant', 'add', 'acme');
    expect(added.text).toBe('The tenant acme was added.');
    expect(added.data).toMatchObject({ created: true, tenant: { tenant_id: 'acme', status: 'active' } });
    const again = await world.run({}, 'tenant', 'add', 'acme');
    expect(again.text).toBe('The tenant acme is there already, active.');
    expect(again.data).toMatchObject({ created: false, tenant: (added.data as { tenant: object }).tenant });
    expect(readdirSync(world.path('store.db-tenants')).filter((name) => name.endsWith('.db'))).toHaveLength(
      1,
    );
  });

  it('list shows them in the order of their names', async () => {
    const world = tenantWorld();
    for (const id of ['umbrella', 'acme', 'globex']) await world.run({}, 'tenant', 'add', id);
    await world.run({}, 'tenant', 'suspend', 'globex');
    const { text, data } = await world.run({}, 'tenant', 'list');
    expect(data).toMatchObject({
      tenants: [
        { tenant_id: 'acme', status: 'active' },
        { tenant_id: 'globex', status: 'suspended' },
        { tenant_id: 'umbrella', status: 'active' },
      ],
    });
    expect(text).toMatch(/^tenant +is +since\nacme +active +\d{4}-\d\d-\d\d\nglobex +suspended /);
  });

  it('list says so where there are none yet', async () => {
    const world = tenantWorld();
    await world.withStore(async () => {});
    const { text, data } = await world.run({}, 'tenant', 'list');
    expect(text).toContain('"memorygraph tenant add ID" adds one');
    expect(data).toEqual({ tenants: [] });
  });

  it('suspend stops everybody of it at once, and resume lets them in again', async () => {
    const world = tenantWorld();
    await world.run({}, 'tenant', 'add', 'acme');
    expect((await world.run({}, 'list')).data).toMatchObject({ results: [] });
    expect((await world.run({}, 'tenant', 'suspend', 'acme')).data).toMatchObject({
      changed: true,
      tenant: { status: 'suspended' },
    });
    const refused = await world.failure({}, 'list');
    expect(refused.code).toBe('tenant_unavailable');
    expect(refused.operatorMessage).toBe(
      'The tenant acme is suspended; "memorygraph tenant resume acme" lets it be used again.',
    );
    expect((await world.run({}, 'tenant', 'suspend', 'acme')).data).toMatchObject({ changed: false });
    expect((await world.run({}, 'tenant', 'resume', 'acme')).data).toMatchObject({ changed: true });
    expect((await world.run({}, 'list')).data).toMatchObject({ results: [] });
    expect((await world.run({}, 'tenant', 'resume', 'acme')).data).toMatchObject({ changed: false });
  });

  it('suspend asks first', async () => {
    const world = tenantWorld();
    await world.run({}, 'tenant', 'add', 'acme');
    const unasked = await world.failureUnasked({}, 'tenant', 'suspend', 'acme');
    expect(unasked.code).toBe('usage');
    expect((await world.run({}, 'tenant', 'list')).data).toMatchObject({ tenants: [{ status: 'active' }] });
  });

  it.each([
    ['suspend', 'initech'],
    ['resume', 'initech'],
  ])('%s of a tenant that is not there is told as that', async (command, id) => {
    const world = tenantWorld();
    await world.run({}, 'tenant', 'add', 'acme');
    const { code, message } = await world.failure({}, 'tenant', command, id);
    expect(code).toBe('not_found');
    expect(message).toBe(
      'There is no tenant initech in this store. "memorygraph tenant list" shows those there are.',
    );
  });

  it.each(['a/b', '../x', '.hidden', 'a b', '', 'x'.repeat(65), '*'])('refuses the name %j', async (id) => {
    const world = tenantWorld();
    expect((await world.failure({}, 'tenant', 'add', id)).code).toBe('usage');
    expect(existsSync(world.path('store.db'))).toBe(false);
  });

  it.each([
    ['tenant', 'add', 'acme'],
    ['tenant', 'list'],
    ['tenant', 'suspend', 'acme'],
    ['tenant', 'resume', 'acme'],
    ['project', 'grant', 'x', '--team', 'core'],
    ['project', 'grants'],
  ])('%s %s is for stores with tenants, and makes none without them', async (...line) => {
    const world = tenantWorld();
    const single = { MEMORY_MULTI_TENANT_MODE: 'false', MEMORY_DEFAULT_TENANT: '' };
    const { code, message } = await world.failure(single, ...line);
    expect({ code, message }).toEqual({
      code: 'usage',
      message: 'This command is for stores with several tenants; MEMORY_MULTI_TENANT_MODE is off.',
    });
    expect(existsSync(world.path('store.db'))).toBe(false);
  });

  it.each([
    ['backup', '--output', 'x'],
    ['restore', '--input', 'x'],
    ['verify'],
    ['undo', '--by', 'x', '--since', '1h'],
    ['undelete', 'x'],
    ['purge', 'x'],
    ['project', 'list'],
  ])('%s --tenant is refused without tenants', async (...line) => {
    const world = tenantWorld();
    const single = { MEMORY_MULTI_TENANT_MODE: 'false', MEMORY_DEFAULT_TENANT: '' };
    const { code, message } = await world.failure(single, ...line, '--tenant', 'acme');
    expect(code).toBe('usage');
    expect(message).toBe('--tenant is for stores with several tenants; MEMORY_MULTI_TENANT_MODE is off.');
  });

  it('are noted in the audit log of the tenant they are about', async () => {
    const world = tenantWorld();
    for (const id of ['acme', 'globex']) await world.run({}, 'tenant', 'add', id);
    await world.run({}, 'tenant', 'suspend', 'globex');
    const { data } = await world.run({}, 'audit', 'list', '--tenant', 'globex');
    const events = (data as { events: { event: { operation: string; user_id: string } }[] }).events;
    expect(events.map(({ event }) => event.operation)).toEqual([
      'command tenant add',
      'command tenant suspend',
    ]);
  });
});
