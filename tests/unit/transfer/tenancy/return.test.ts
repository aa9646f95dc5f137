import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import type { Change } from '../../../../src/domain/change-set.js';
import type { Memory } from '../../../../src/domain/memory.js';
import { MemoryGraphError } from '../../../../src/errors/memory-graph-error.js';
import { createRepositories } from '../../../../src/repository/create-repositories.js';
import type { Repositories } from '../../../../src/repository/repositories.js';
import { grantProject } from '../../../../src/repository/tenancy/grants.js';
import { unfinishedNote } from '../../../../src/transfer/backup/unfinished-restore.js';
import { makePlan } from '../../../../src/transfer/tenancy/plan.js';
import { planReturn } from '../../../../src/transfer/tenancy/return.js';
import { member } from '../../../contract/members.js';
import { hours, memory, nextMemory, putMemory, relationship } from '../../../contract/records.js';
import { testFolder } from '../../../support/test-folder.js';
import { collect } from '../../sqlite/fixtures.js';
import {
  dumpOf,
  giveTenants,
  SCOPES,
  takeTenants,
  withMigration,
  withSingle,
  withTenants,
} from './migrating.js';

const MAP = { projects: new Map([['shop', { tenant: 'beta' }]]) };
const PLAN = makePlan({ tenant_id: 'acme', map: MAP });
const SINCE = hours(2_000);

let path = '';
let before = '';

const text = (id: string, facts: Partial<Memory> = {}): Memory =>
  memory({ id, content: `what ${id} says`, ...facts });
const inShop = { context: { project_id: 'shop' } };

beforeEach(async () => {
  path = join(testFolder('return'), 'store.db');
  await withSingle(path, (backend) =>
    commit(backend, SCOPES(null), [
      putMemory(text('plain')),
      putMemory(text('other')),
      putMemory(text('shop', inShop)),
      putMemory(text('shop-2', inShop)),
      edge('inside', 'plain', 'other', { invalidated_by: 'shop', valid_until: hours(9) }),
      edge('across', 'plain', 'shop'),
      {
        kind: 'put_relationship_version',
        relationship: relationship({
          id: 'across',
          from_memory_id: 'plain',
          to_memory_id: 'shop',
          context: 'first words',
        }),
        superseded_at: hours(1),
      },
    ]),
  );
  before = await dumpOf(path);
});

let sets = 0;

async function commit(
  backend: Pick<MultiTenantBackend, 'commit'>,
  scope: AccessScope,
  changes: readonly Change[],
): Promise<void> {
  const outcome = await backend.commit(scope, { id: `set-${++sets}`, at: SINCE, preconditions: [], changes });
  expect(outcome).toEqual({ committed: true });
}

function edge(id: string, from: string, to: string, facts = {}): Change {
  const version = id === 'across' ? { version: 2 } : {};
  const record = relationship({ id, from_memory_id: from, to_memory_id: to, ...version, ...facts });
  return { kind: 'put_relationship', relationship: record, former: null };
}

/** What a member of a team does through the operations that the tools call. */
function as(backend: MultiTenantBackend, tenant_id: string, user_id: string): Repositories {
  let made = 0;
  return createRepositories({
    backend,
    scope: member({ tenant_id, user_id, team_ids: ['core'], projects: ['shop'], roles: ['admin'] }),
    clock: { now: () => SINCE },
    ids: { next: () => `${user_id}-${++made}` },
    source: { kind: 'assistant' },
    useRecorder: { add: () => {}, pending: () => 0, flush: async () => {} },
    allowCycles: false,
  });
}

async function obstaclesAfter(work: (backend: MultiTenantBackend) => Promise<unknown>): Promise<string[]> {
  await giveTenants(path, PLAN);
  await withTenants(path, work);
  const parts = await dumps();
  const thrown = await takeTenants(path).catch((cause: unknown) => cause);
  if (!(thrown instanceof MemoryGraphError)) throw new Error('was undone');
  expect(thrown.code).toBe('cannot_roll_back');
  // Whoever reads the sentence alone learns no name of a tenant.
  expect(thrown.message).not.toMatch(/acme|beta|gamma/);
  const { records } = thrown.details;
  for (const record of records as string[]) expect(thrown.operatorMessage).toContain(record);
  // Nothing was changed: everybody goes on with it.
  expect(await dumps()).toEqual(parts);
  await withTenants(path, (backend) =>
    as(backend, 'acme', 'zoe').memories.store([fact('still written')], {}),
  );
  return records as string[];
}

async function dumps(): Promise<unknown> {
  return withTenants(path, async (backend) =>
    Promise.all(
      (await backend.tenants.list()).map(async ({ tenant_id }) => [
        tenant_id,
        await collect(backend.streamMemories(SCOPES(tenant_id))),
        await collect(backend.streamMemoryVersions(SCOPES(tenant_id))),
        await collect(backend.streamRelationships(SCOPES(tenant_id))),
      ]),
    ),
  );
}

const fact = (content: string) => ({ type: 'fact', content }) as const;

/** The store after the way there, work, and the way back. */
async function afterwards(work: (backend: MultiTenantBackend) => Promise<unknown>) {
  await giveTenants(path, PLAN);
  await withTenants(path, work);
  await takeTenants(path);
  return withSingle(path, async (backend) => {
    expect((await backend.verify(SCOPES(null))).faults).toEqual([]);
    return {
      memories: new Map((await collect(backend.streamMemories(SCOPES(null)))).map((each) => [each.id, each])),
      versions: await collect(backend.streamMemoryVersions(SCOPES(null))),
      relationships: await collect(backend.streamRelationships(SCOPES(null))),
      relationship_versions: await collect(backend.streamRelationshipVersions(SCOPES(null))),
      use: await collect(backend.streamUse(SCOPES(null))),
      aliases: await backend.projectAliases(SCOPES(null)),
    };
  });
}

describe('what was written since', () => {
  it('comes along where the whole tenant saw it, without what only tenants need', async () => {
    const after = await afterwards(async (backend) => {
      const ann = as(backend, 'acme', 'ann');
      await ann.memories.store([{ ...fact('for all'), visibility: 'public' }], {});
      await ann.memories.update('plain', { content: 'changed since' });
      await ann.memories.remove('other');
      await backend.addUse(member({ tenant_id: 'acme', user_id: 'ben', team_ids: ['core'] }), [
        { id: 'plain', times: 2, at: hours(3_000) },
      ]);
      await backend.addUse(member({ tenant_id: 'acme', user_id: 'ann', team_ids: ['core'] }), [
        { id: 'plain', times: 3, at: hours(2_500) },
      ]);
    });
    expect(after.memories.get('ann-1')).toMatchObject({ content: 'for all', context: {} });
    expect(after.memories.get('plain')).toMatchObject({ content: 'changed since', version: 2, context: {} });
    expect(after.memories.get('other')).toMatchObject({ deleted_at: SINCE, version: 2 });
    expect(after.versions.map(({ memory }) => [memory.id, memory.version, memory.context])).toEqual([
      ['other', 1, {}],
      ['plain', 1, {}],
    ]);
    expect(after.use).toEqual([{ id: 'plain', usage_count: 5, last_accessed: hours(3_000) }]);
    expect(after.relationships.map(({ id, invalidated_by }) => [id, invalidated_by])).toEqual([
      ['across', null],
      ['inside', 'shop'],
    ]);
  });

  it('leaves out what was erased, with all that touches it', async () => {
    const after = await afterwards((backend) =>
      commit(backend, SCOPES('beta'), [{ kind: 'purge_memory', id: 'shop' }]),
    );
    expect([...after.memories.keys()].sort()).toEqual(['other', 'plain', 'shop-2']);
    expect(after.relationships).toMatchObject([
      { id: 'inside', invalidated_by: null, valid_until: hours(9) },
    ]);
    expect(after.relationship_versions).toEqual([]);
  });

  it('keeps another name that several tenants gave alike, and forgets grants', async () => {
    await giveTenants(path, PLAN);
    await withTenants(path, async (backend) => {
      for (const tenant of ['acme', 'beta'])
        await commit(backend, SCOPES(tenant), [{ kind: 'put_project_alias', alias: 'a', project_id: 'b' }]);
      await grantProject(contextOf(backend), 'core', 'shop', true);
    });
    await withMigration(path, async (migration) => {
      const outlook = await planReturn({ migration, scopes: SCOPES, now: () => SINCE });
      expect(outlook).toMatchObject({ project_grants: 1, obstacles: { count: 0 }, counts: { memory: 4 } });
    });
    await takeTenants(path);
    expect(await withSingle(path, (backend) => backend.projectAliases(SCOPES(null)))).toEqual([
      { alias: 'a', project_id: 'b' },
    ]);
  });

  it('may be migrated again, and undone again', async () => {
    await giveTenants(path, PLAN);
    await takeTenants(path);
    await giveTenants(path, makePlan({ tenant_id: 'solo', visibility: 'public' }));
    expect(await withTenants(path, ({ tenants }) => tenants.list())).toMatchObject([{ tenant_id: 'solo' }]);
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(before);
  });
});

describe('what cannot go back is named, and nothing is changed', () => {
  it.each([
    ['private', {}],
    ['project', { project: 'shop' }],
    ['team', { team_id: 'core' }],
  ] as const)('a memory written for less than the whole tenant: %s', async (visibility, facts) => {
    const records = await obstaclesAfter((backend) =>
      as(backend, 'acme', 'ann').memories.store([{ ...fact('not for all'), visibility, ...facts }], {}),
    );
    expect(records).toEqual([
      expect.stringMatching(/^acme: memory ann-1: written since the migration for less/),
    ]);
  });

  it('a tombstone of such a one, and one that is shared by now', async () => {
    const records = await obstaclesAfter(async (backend) => {
      const ann = as(backend, 'acme', 'ann');
      await ann.memories.store([{ ...fact('to be deleted'), visibility: 'private' }], {});
      await ann.memories.remove('ann-1');
      const [second] = await ann.memories.store([{ ...fact('to be shared'), visibility: 'private' }], {});
      const [shared] = await backend.findMemories(SCOPES('acme'), [second?.id ?? '']);
      if (shared === undefined) throw new Error('not stored');
      const context = { ...shared.context, visibility: 'public' } as const;
      await commit(backend, SCOPES('acme'), [putMemory(nextMemory(shared, SINCE, { context }), shared)]);
    });
    expect(records).toHaveLength(2);
    expect(records[0]).toMatch(/^acme: memory ann-1: written since/);
    expect(records[1]).toMatch(/^acme: memory ann-\d: a former version was written since/);
  });

  it('a migrated memory that was narrowed since', async () => {
    const records = await obstaclesAfter(async (backend) => {
      const [plain] = await backend.findMemories(SCOPES('acme'), ['plain']);
      if (plain === undefined) throw new Error('not there');
      const context = { ...plain.context, visibility: 'private' } as const;
      await commit(backend, SCOPES('acme'), [putMemory(nextMemory(plain, SINCE, { context }), plain)]);
    });
    expect(records).toEqual([expect.stringMatching(/^acme: memory plain: /)]);
  });

  it('a relationship written since about a memory that not all see', async () => {
    await giveTenants(path, makePlan({ tenant_id: 'acme', visibility: 'private' }));
    await withTenants(path, (backend) => commit(backend, SCOPES('acme'), [edge('new', 'other', 'shop-2')]));
    const thrown = await takeTenants(path).catch((cause: unknown) => cause);
    expect(thrown).toMatchObject({
      code: 'cannot_roll_back',
      details: { records: [expect.stringMatching(/^acme: relationship new: written since/)] },
    });
  });

  it('ids that two tenants have, of memories and of relationships', async () => {
    const visible = { context: { visibility: 'public' } } as const;
    const records = await obstaclesAfter(async (backend) => {
      await commit(backend, SCOPES('acme'), [
        putMemory(text('shop', visible)),
        putMemory(text('twin', visible)),
        edge('twin-edge', 'plain', 'twin'),
      ]);
      await commit(backend, SCOPES('beta'), [
        putMemory(text('twin', visible)),
        putMemory(text('more', visible)),
        edge('twin-edge', 'twin', 'more'),
        edge('across', 'shop', 'more'),
      ]);
    });
    expect(records.map((record) => record.replace(/ another.*/, ''))).toEqual([
      'beta: memory shop: the tenant acme has',
      'beta: memory twin: the tenant acme has',
      'beta: relationship twin-edge: the tenant acme has',
      'beta: relationship across: the migration set',
    ]);
  });

  it('a tenant that was added since and holds memories; an empty one goes', async () => {
    const records = await obstaclesAfter(async (backend) => {
      for (const tenant_id of ['gamma', 'empty']) await backend.tenants.add(tenant_id, SINCE);
      await commit(backend, SCOPES('empty'), [{ kind: 'put_project_alias', alias: 'x', project_id: 'shop' }]);
      await commit(backend, SCOPES('gamma'), [putMemory(text('new'))]);
    });
    expect(records).toEqual(['gamma: tenant gamma: added since the migration; it holds 1 memory']);
    await withTenants(path, (backend) =>
      commit(backend, SCOPES('gamma'), [{ kind: 'purge_memory', id: 'new' }]),
    );
    await withTenants(path, (backend) =>
      commit(backend, SCOPES('acme'), [{ kind: 'purge_memory', id: 'zoe-1' }]),
    );
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(before);
  });

  it('a name that leads to different projects', async () => {
    const records = await obstaclesAfter(async (backend) => {
      await commit(backend, SCOPES('acme'), [{ kind: 'put_project_alias', alias: 'a', project_id: 'b' }]);
      await commit(backend, SCOPES('beta'), [{ kind: 'put_project_alias', alias: 'a', project_id: 'c' }]);
    });
    expect(records).toEqual([expect.stringMatching(/^beta: project alias a: /)]);
  });

  it('a tenant that only half of a backup was restored into', async () => {
    const records = await obstaclesAfter((backend) =>
      commit(backend, SCOPES('beta', 'memorygraph-restore'), [unfinishedNote('f'.repeat(64), 'unfinished')]),
    );
    expect(records).toEqual([expect.stringMatching(/^beta: tenant beta: a restore into it was cut off/)]);
  });

  it('however much it is', async () => {
    await giveTenants(path, PLAN);
    await withTenants(path, (backend) =>
      commit(
        backend,
        SCOPES('acme'),
        Array.from({ length: 700 }, (_, at) =>
          putMemory(text(`secret-${at}`, { context: { visibility: 'private' } })),
        ),
      ),
    );
    const thrown = await takeTenants(path).catch((cause: unknown) => cause);
    if (!(thrown instanceof MemoryGraphError)) throw new Error('was undone');
    expect(thrown.details.count).toBe(700);
    expect(thrown.details.records).toHaveLength(500);
    expect(thrown.operatorMessage.split('\n')).toHaveLength(22);
    expect(thrown.operatorMessage).toMatch(/ {2}and 680 more$/);
  });
});

function contextOf(backend: MultiTenantBackend) {
  return {
    backend,
    scope: SCOPES('acme'),
    clock: { now: () => SINCE },
    ids: { next: () => `grant-${++sets}` },
    source: { kind: 'user' },
    useRecorder: { add: () => {}, pending: () => 0, flush: async () => {} },
    allowCycles: false,
  } as const;
}
