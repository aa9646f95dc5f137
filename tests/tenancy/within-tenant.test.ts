import { describe, expect, it } from 'vitest';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { Random } from '../support/random.js';
import { testFolder } from '../support/test-folder.js';
import { call } from './plans/plan.js';
import type { Ask } from './probing/connection.js';
import { connect } from './probing/connection.js';
import { manyCallersServer } from './probing/server.js';
import { fillTenant } from './ranking/filling.js';
import { answersTo, factsOf, questions } from './ranking/questions.js';
import { SECRET_WORDS, texts, WORDS } from './ranking/texts.js';
import { memberOf, TENANCIES, type Tenancy } from './world/people.js';

const SINCE = '2026-01-01T00:00:00.000Z';
const NOW = '2026-06-01T00:00:00.000Z';
/** Of each kind of question. */
const FEW = 3;
const [NORTH] = TENANCIES as [Tenancy];

/** Requests whose answers hang on nothing but what the caller sees. */
const EXACT: readonly Ask[] = [
  call('get_memory_statistics', {}),
  call('get_recent_activity', { days: 365 }),
  call('search_memories', { limit: 50 }),
  call('what_changed', { since: SINCE, until: NOW }),
  call('query_as_of', { as_of: NOW }),
  ...WORDS.slice(0, FEW).map((query) => call('query_as_of', { known_at: NOW, query })),
  call('list_teams', {}),
  call('whoami', {}),
  { method: 'resources/list', params: {} },
  { method: 'resources/read', params: { uri: 'memory://recent' } },
  { method: 'prompts/get', params: { name: 'start_of_session' } },
  {
    method: 'completion/complete',
    params: { ref: { type: 'ref/resource', uri: 'memory://{id}' }, argument: { name: 'id', value: '' } },
  },
];

/**
 * What one user of a tenant is told before and after another one stores much in private, in the same words and in
 * words near to them.
 */
async function compare(backend: MultiTenantBackend, shared: number, secret: number): Promise<void> {
  const { tenant_id } = NORTH;
  await backend.tenants.add(tenant_id, SINCE);
  const random = new Random(7);
  const store = (
    label: string,
    created_by: string,
    visibility: 'public' | 'private',
    content: readonly string[],
  ) =>
    fillTenant(backend, {
      tenant_id,
      created_by,
      context: { visibility },
      texts: content,
      since: SINCE,
      label,
    });
  await store('public', 'zed', 'public', texts(random, shared));
  const server = await manyCallersServer(backend, testFolder('within'));
  const ann = await connect(server.factoryFor(memberOf(NORTH, 'ann').identity));
  const asks = questions(20, FEW);
  const before = await answersTo(ann, asks);
  const exactBefore = await answersTo(ann, EXACT);

  await store('secret', 'bob', 'private', texts(random, secret, [...WORDS, ...SECRET_WORDS]));
  const after = await answersTo(ann, asks);
  const exactAfter = await answersTo(ann, EXACT);
  await ann.close();
  await backend.close();

  for (const [at, ask] of asks.entries()) {
    const [a, b] = [before[at], after[at]];
    if (a === undefined || b === undefined) throw new Error('an answer is missing');
    expect(factsOf(b), JSON.stringify(ask.params)).toEqual(factsOf(a));
  }
  expect(exactAfter.map(({ bytes }) => bytes)).toEqual(exactBefore.map(({ bytes }) => bytes));
  expect(exactBefore.every(({ code }) => code === null)).toBe(true);
}

describe('what another user of the tenant stores in private', () => {
  it.each(Object.entries(OPEN_WITH_TENANTS))(
    'shows in no total, hint, unknown word, suggestion or list (%s)',
    { timeout: 60_000 },
    async (_name, open) => {
      await compare(await open(), 30, 60);
    },
  );

  // From some hundred memories on, common words find no candidates.
  it('nor where words are common in the tenant for it', { timeout: 60_000 }, async () => {
    const { sqlite } = OPEN_WITH_TENANTS;
    if (sqlite === undefined) throw new Error('no such backend');
    await compare(await sqlite(), 330, 400);
  });

  it.each(Object.entries(OPEN_WITH_TENANTS))('nor does what they read (%s)', async (_name, open) => {
    const backend = await open();
    const { tenant_id } = NORTH;
    await backend.tenants.add(tenant_id, SINCE);
    const context = { visibility: 'public' } as const;
    const content = texts(new Random(3), 12);
    await fillTenant(backend, {
      tenant_id,
      created_by: 'zed',
      context,
      texts: content,
      since: SINCE,
      label: 'm',
    });
    const server = await manyCallersServer(backend, testFolder('use'));
    const [ann, bob] = [
      await connect(server.factoryFor(memberOf(NORTH, 'ann').identity)),
      await connect(server.factoryFor(memberOf(NORTH, 'bob').identity)),
    ];
    const asks = questions(20, FEW);
    const before = await answersTo(ann, asks);
    for (let time = 0; time < 30; time += 1) await bob.ask(call('get_memory', { memory_id: 'm-00003' }));
    await server.flush();
    expect((await answersTo(ann, asks)).map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
    const { data } = await ann.ask(call('get_memory', { memory_id: 'm-00003' }));
    expect(data.memory).toMatchObject({ usage_count: 1 });
    expect((await bob.ask(call('get_memory', { memory_id: 'm-00003' }))).data.memory).toMatchObject({
      usage_count: 31,
    });
    for (const each of [ann, bob]) await each.close();
    await backend.close();
  });
});
