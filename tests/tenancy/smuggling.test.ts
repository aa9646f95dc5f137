import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMultiTenantReference } from '../../backends/reference/index.js';
import { filesPathOf } from '../../src/app/tenancy/files-path.js';
import type { Memory } from '../../src/domain/memory.js';
import { scopeFor } from '../../src/policy/access-scope.js';
import { TOOLS } from '../../tools/catalog.js';
import { testFolder } from '../support/test-folder.js';
import { PLANS, TOOL_PLANS } from './plans/catalog.js';
import { call } from './plans/plan.js';
import { type Ask, connect } from './probing/connection.js';
import { createProber, type Prober } from './probing/prober.js';
import { manyCallersServer } from './probing/server.js';
import { claims, DISGUISED_ARGUMENTS, IDENTITY_ARGUMENTS, SERVER_FIELDS } from './smuggling/names.js';
import { kitOf } from './stages/kit.js';
import { canary } from './world/canaries.js';
import { type Member, membersOf, RED, TENANCIES, type Tenancy } from './world/people.js';
import { hashOf, readState } from './world/tenant-state.js';
import { makeWorld } from './world/world.js';

const [NORTH, SOUTH] = TENANCIES as [Tenancy, Tenancy];
/** A refusal names so many arguments. */
const NAMED_AT_ONCE = 5;
const CLAIMS = claims(SOUTH.tenant_id, SOUTH.team);

let prober: Prober;
let members: Readonly<Record<string, Member>>;
let elsewhere: string;

beforeAll(async () => {
  const backend = await openMultiTenantReference();
  const world = await makeWorld(backend, new Date().toISOString());
  prober = createProber(world, await manyCallersServer(backend, testFolder('smuggling')));
  members = Object.fromEntries(membersOf(NORTH).map((member) => [member.principal.user_id, member]));
  elsewhere = await otherTenants();
});

afterAll(async () => {
  await prober.finish();
  expect(prober.faults).toEqual([]);
  expect(await otherTenants()).toBe(elsewhere);
});

async function otherTenants(): Promise<string> {
  const { backend } = prober.world;
  const hashes = TENANCIES.slice(1).map(async ({ tenant_id }) => hashOf(await readState(backend, tenant_id)));
  return (await Promise.all(hashes)).join();
}

function who(name: string): Member {
  const member = members[name];
  if (member === undefined) throw new Error(`${name} is not there`);
  return member;
}

/** The record as it is kept, and that it is the caller's own whatever they said. */
async function mustBeOwn(id: unknown, by: string, visibility = 'private'): Promise<Memory> {
  await prober.refresh(NORTH.tenant_id);
  const memory = prober.world.state(NORTH.tenant_id).memories.get(String(id));
  expect(memory).toMatchObject({
    created_by: by,
    updated_by: by,
    context: { tenant_id: NORTH.tenant_id, visibility },
  });
  expect(memory?.context.team_id).toBeUndefined();
  expect(memory?.context.user_id).toBeUndefined();
  expect(memory?.context.created_by).toBeUndefined();
  if (memory === undefined) throw new Error('not kept');
  return memory;
}

function withMore(ask: Ask, more: Readonly<Record<string, unknown>>): Ask {
  const given = ask.params.arguments as Readonly<Record<string, unknown>>;
  return { ...ask, params: { ...ask.params, arguments: { ...given, ...more } } };
}

describe.each(TOOLS.map(({ name }) => name))('arguments of %s', (name) => {
  it('that would say who calls are refused by name', async () => {
    const boss = who('boss');
    const plan = TOOL_PLANS[name];
    if (plan === undefined) throw new Error('no plan');
    const usual = plan.usual(kitOf(prober, boss));
    const untouched = hashOf(prober.world.state(NORTH.tenant_id));
    const names = [...IDENTITY_ARGUMENTS, ...DISGUISED_ARGUMENTS].filter((each) => !(each in plan.arguments));
    for (let at = 0; at < names.length; at += NAMED_AT_ONCE) {
      const few = names.slice(at, at + NAMED_AT_ONCE);
      const claimed = Object.fromEntries(few.map((each) => [each, CLAIMS[each] ?? SOUTH.tenant_id]));
      const answer = await prober.ask(boss, withMore(usual, claimed));
      expect(answer.code, few.join()).toBe('invalid_argument');
      for (const each of few) expect(answer.text).toContain(`\`${each}\` is not an argument of ${name}`);
    }
    expect(hashOf(await readState(prober.world.backend, NORTH.tenant_id))).toBe(untouched);
  });
});

describe('what lies deeper', () => {
  const nested = (context: Readonly<Record<string, unknown>>): readonly [string, Ask][] => [
    ['store_memory', call('store_memory', { type: 'fact', content: `Nested ${canary('nested')}`, context })],
    ['store_memories', call('store_memories', { memories: [{ type: 'fact', content: 'Nested', context }] })],
    ['update_memory', call('update_memory', { memory_id: kitOf(prober, who('ann')).own, context })],
  ];

  it.each(SERVER_FIELDS)(
    'context.%s is refused by name in every tool that takes a context',
    async (field) => {
      for (const [name, ask] of nested({ [field]: CLAIMS[field] })) {
        const answer = await prober.ask(who('ann'), ask);
        expect(answer.code, name).toBe('invalid_argument');
        expect(answer.text).toContain(`context.${field}\`: is set by the server`);
      }
    },
  );

  it('other names become metadata and change nothing else', async () => {
    const context = {
      tenantId: SOUTH.tenant_id,
      role: 'admin',
      principal: CLAIMS.principal,
      constructor: 'x',
    };
    const { data } = await prober.ask(
      who('ann'),
      call('store_memory', { type: 'fact', content: 'Metadata', context }),
    );
    const memory = await mustBeOwn(data.id, 'ann');
    expect(memory.context.additional_metadata).toEqual(context);
  });

  it('claims inside additional_metadata are plain data, when stored and when updated', async () => {
    const context = { additional_metadata: CLAIMS };
    const ann = who('ann');
    const stored = await prober.ask(ann, call('store_memory', { type: 'fact', content: 'Claims', context }));
    await mustBeOwn(stored.data.id, 'ann');
    const memory_id = String(stored.data.id);
    expect((await prober.ask(ann, call('update_memory', { memory_id, context }))).code).toBeNull();
    const memory = await mustBeOwn(memory_id, 'ann');
    expect(memory.context.additional_metadata).toEqual(CLAIMS);
  });

  it('a link takes no claims', async () => {
    const { own: to_memory_id } = kitOf(prober, who('ann'));
    for (const field of ['created_by', 'tenant_id', 'updated_by', 'id', 'invalidated_by']) {
      const link = { to_memory_id, relationship_type: 'RELATED_TO', [field]: SOUTH.tenant_id };
      const asked = call('store_memory', { type: 'fact', content: 'A link', relationships: [link] });
      const answer = await prober.ask(who('ann'), asked);
      expect(answer.code).toBe('invalid_argument');
      expect(answer.text).toContain(`${field}\` is not a field of \`relationships[0]\``);
    }
  });

  it('a team of another tenant and a role are no visibility', async () => {
    const asked = { type: 'fact', content: 'A visibility' };
    for (const more of [
      { visibility: 'team', team_id: SOUTH.team },
      { visibility: 'team', team_id: '*' },
      { visibility: 'world' },
      { visibility: 'operator' },
      { visibility: ['public'] },
    ])
      expect((await prober.ask(who('ann'), call('store_memory', { ...asked, ...more }))).code).toBe(
        'invalid_argument',
      );
    const star = { memory_id: kitOf(prober, who('ann')).own, visibility: 'team', team_id: '*' };
    expect((await prober.ask(who('ann'), call('share_memory', star))).code).toBe('invalid_argument');
  });
});

describe('around the arguments', () => {
  it('_meta of a request says nothing of who asks', async () => {
    const ann = who('ann');
    const facts = (await prober.ask(ann, call('whoami', {}))).data;
    const meta = {
      ...CLAIMS,
      'memorygraph/principal': CLAIMS.principal,
      'io.modelcontextprotocol/tenant': SOUTH.tenant_id,
      authorization: 'Bearer south',
      progressToken: SOUTH.tenant_id,
      headers: { 'x-tenant-id': SOUTH.tenant_id },
    };
    for (const [name, plan] of Object.entries(PLANS)) {
      const usual = plan.usual(kitOf(prober, ann));
      const answer = await prober.ask(ann, { ...usual, params: { ...usual.params, _meta: meta } });
      const without = await prober.ask(ann, usual);
      expect(answer.code, name).toBe(without.code);
    }
    const again = await prober.ask(ann, {
      ...call('whoami', {}),
      params: { name: 'whoami', arguments: {}, _meta: meta },
    });
    expect({ ...again.data, own_memories: 0 }).toEqual({ ...facts, own_memories: 0 });
  });

  it('a prompt takes no claims, and a completion passes them over', async () => {
    const { ask } = await prober.connection(who('ann'));
    const name = 'start_of_session';
    for (const claim of ['tenant_id', 'user_id', 'project', 'team_id']) {
      const params = { name, arguments: { topic: 'clock', [claim]: SOUTH.tenant_id } };
      const refused = await ask({ method: 'prompts/get', params });
      expect(refused.code).toBe('protocol');
      expect(refused.text).toContain(claim);
    }
    const params = {
      ref: { type: 'ref/resource', uri: 'memory://{id}' },
      argument: { name: 'id', value: 'shared-' },
    };
    const plain = await ask({ method: 'completion/complete', params });
    const context = { arguments: { tenant_id: SOUTH.tenant_id, user_id: 'boss' } };
    const claimed = await ask({ method: 'completion/complete', params: { ...params, context } });
    expect(claimed.data).toEqual(plain.data);
    await prober.skipAudit(who('ann'));
  });

  it.each(['legacy', '2026-07-28'] as const)('the name of a client is a name (%s)', async (era) => {
    const ann = who('ann');
    const info = { name: `boss of ${SOUTH.tenant_id}","tenant_id":"x\n`, version: SOUTH.tenant_id };
    const connection = await connect(prober.server.factoryFor(ann.identity), era, info);
    const facts = (await connection.ask(call('whoami', {}))).data;
    expect(facts).toMatchObject({ user_id: 'ann', tenant_id: NORTH.tenant_id, roles: ['user'] });
    const { data } = await connection.ask(
      call('store_memory', { type: 'fact', content: `By a client ${era}` }),
    );
    await connection.close();
    const memory = await mustBeOwn(data.id, 'ann');
    expect(memory.source).toEqual({ kind: 'assistant', client: expect.stringContaining('boss of') });
    const { backend } = prober.world;
    const noted = await backend.audit(scopeFor(ann.principal)).events({ limit: 2, latest: true });
    expect(noted.map(({ event }) => event?.user_id)).toEqual(['ann', 'ann']);
    expect(noted.every(({ event }) => event?.client?.includes('\n') === false)).toBe(true);
    await prober.skipAudit(ann);
  });

  it('a cursor that somebody wrote is none', async () => {
    const made = [
      { t: SOUTH.tenant_id, u: 'boss', seen: [1, 2, 3] },
      { tenant_id: SOUTH.tenant_id, at: '2026-01-01T00:00:00.000Z', id: 'm', count: 0 },
    ].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'));
    for (const cursor of [...made, SOUTH.tenant_id, '../../south', 'A'.repeat(500)])
      for (const name of ['search_memories', 'recall_memories', 'get_recent_activity']) {
        const answer = await prober.ask(who('ann'), call(name, { cursor }));
        expect(answer.code).toBe('invalid_cursor');
      }
  });

  it('an idempotency key is a text of the caller alone', async () => {
    for (const idempotency_key of [
      `${SOUTH.tenant_id}:boss:store_memory:k`,
      '["boss","store_memory","k"]',
      "' OR 1=1 --",
    ]) {
      const asked = { type: 'fact', content: `Key ${idempotency_key}`, idempotency_key };
      const { data } = await prober.ask(who('ann'), call('store_memory', asked));
      await mustBeOwn(data.id, 'ann');
    }
  });

  it('a key of the prototype goes nowhere', async () => {
    const { client } = await prober.connection(who('ann'));
    const hostile = JSON.parse(
      '{"type":"fact","content":"x","context":{"__proto__":{"visibility":"public"}}}',
    );
    const answer = await client.callTool({ name: 'store_memory', arguments: hostile });
    expect(answer.isError).toBe(true);
    expect(({} as { visibility?: string }).visibility).toBeUndefined();
    await prober.skipAudit(who('ann'));
  });
});

describe('a file', () => {
  const line = (fields: Readonly<Record<string, unknown>>) => JSON.stringify(fields);
  const header = line({ format: 'memorygraph-export', version: 1 });
  const at = '2020-01-01T00:00:00.000Z';

  function write(file: string, lines: readonly string[]): void {
    const folder = filesPathOf(prober.server.files, scopeFor(who('boss').principal));
    writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
  }

  beforeAll(async () => {
    // An export makes the folder.
    await prober.ask(who('boss'), call('export_memories', { file: 'first.jsonl' }));
  });

  it('is taken in as the caller\u2019s own, whatever each of its fields says', async () => {
    const foreign = kitOf(prober, membersOf(SOUTH)[0] as Member).own;
    const claimed = {
      created_by: 'ann',
      updated_by: 'ann',
      created_at: at,
      updated_at: at,
      recorded_at: at,
      version: 9,
    };
    const source = { kind: 'user', client: 'trusted', session_id: 's', flags: [] };
    const context = {
      tenant_id: SOUTH.tenant_id,
      team_id: RED,
      visibility: 'public',
      user_id: 'ann',
      created_by: 'ann',
    };
    const content = `From a file ${canary('a file')}`;
    write('claims.jsonl', [
      header,
      line({ kind: 'memory', id: foreign, type: 'fact', content, ...claimed, source, context }),
      line({
        kind: 'memory',
        id: 'shared-00',
        type: 'fact',
        content: `${content} again`,
        ...claimed,
        source,
        context,
      }),
      line({
        kind: 'relationship',
        from_memory_id: foreign,
        to_memory_id: 'shared-00',
        type: 'RELATED_TO',
        ...claimed,
        invalidated_by: 'shared-05',
      }),
      line({ kind: 'end', memories: 2, relationships: 1 }),
    ]);
    const before = new Set(prober.world.state(NORTH.tenant_id).memories.keys());
    const { code } = await prober.ask(who('boss'), call('import_memories', { file: 'claims.jsonl' }));
    expect(code).toBeNull();
    await prober.refresh(NORTH.tenant_id);
    const state = prober.world.state(NORTH.tenant_id);
    const made = [...state.memories.values()].filter(({ id }) => !before.has(id));
    expect(made).toHaveLength(2);
    for (const { id } of made) {
      const memory = await mustBeOwn(id, 'boss');
      expect(memory.version).toBe(1);
      expect(memory.source).toMatchObject({ kind: 'import', origin: { created_by: 'ann', version: 9 } });
      expect(memory.created_at > at && memory.recorded_at > at).toBe(true);
    }
    const edges = [...state.relationships.values()].filter((edge) =>
      made.some(({ id }) => id === edge.from_memory_id),
    );
    expect(edges).toMatchObject([
      { created_by: 'boss', updated_by: 'boss', version: 1, invalidated_by: null },
    ]);
  });

  it.each(['tenant_id', 'visibility', 'team_id', 'owner', 'deleted_at', 'content_hash'])(
    'with a field %s of a memory is refused whole',
    async (field) => {
      const memory = { kind: 'memory', type: 'fact', content: `Field ${field}`, [field]: SOUTH.tenant_id };
      write(`${field}.jsonl`, [header, line(memory), line({ kind: 'end', memories: 1, relationships: 0 })]);
      const before = hashOf(prober.world.state(NORTH.tenant_id));
      const answer = await prober.ask(who('boss'), call('import_memories', { file: `${field}.jsonl` }));
      expect(answer.code).toBe('invalid_file');
      await prober.refresh(NORTH.tenant_id);
      expect(hashOf(prober.world.state(NORTH.tenant_id))).toBe(before);
    },
  );

  it('tells nothing of what is hidden here and stands in it, id and all', async () => {
    const boss = who('boss');
    const { memories } = prober.sight(boss);
    const seen = new Set(memories.map(({ id }) => id));
    const state = prober.world.state(NORTH.tenant_id);
    const [hidden] = [...state.memories.values()].filter(({ id }) => !seen.has(id));
    const own = memories.find(({ id }) => id === kitOf(prober, boss).own);
    if (hidden === undefined || own === undefined) throw new Error('nothing to write');
    const lines = [hidden, own].map(({ id, type, title, content, created_at }) =>
      line({ kind: 'memory', id, type, title, content, created_at }),
    );
    write('known.jsonl', [header, ...lines, line({ kind: 'end', memories: 2, relationships: 0 })]);
    for (const dry_run of [true, false]) {
      const { data } = await prober.ask(boss, call('import_memories', { file: 'known.jsonl', dry_run }));
      expect(data.memories).toMatchObject({ read: 2, created: 2, duplicates: 0, edited: 0 });
    }
    await prober.refresh(NORTH.tenant_id);
    const before = JSON.stringify(hidden);
    expect(JSON.stringify(prober.world.state(NORTH.tenant_id).memories.get(hidden.id))).toBe(before);
  });

  it('is named inside the folder of the caller alone', async () => {
    for (const file of [
      '../all.jsonl',
      '/etc/passwd',
      `..%2f${SOUTH.tenant_id}`,
      '..',
      'a/b.jsonl',
      'C:\\x.jsonl',
    ])
      for (const name of ['export_memories', 'import_memories'])
        expect((await prober.ask(who('boss'), call(name, { file }))).code).toBe('invalid_argument');
  });
});
