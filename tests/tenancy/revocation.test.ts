import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/domain/change-set.js';
import type { Membership, Principal } from '../../src/domain/principal.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { testFolder } from '../support/test-folder.js';
import { call } from './plans/plan.js';
import { type Answer, type Ask, type Connection, connect } from './probing/connection.js';
import { manyCallersServer } from './probing/server.js';
import { canary } from './world/canaries.js';
import { BLUE, memberOf, RED, SITE, TENANCIES, type Tenancy } from './world/people.js';

// "New enemy" (Zanzibar): who lost a right sees nothing of what was written while they had it, nor after, from their
// very next call on, over a connection that stays open.

const [NORTH] = TENANCIES as [Tenancy];
const AT = '2026-01-01T00:00:00.000Z';

describe.each(Object.entries(OPEN_WITH_TENANTS))('after a right is gone (%s)', (_name, open) => {
  let backend: Awaited<ReturnType<typeof open>>;
  let writer: Connection;
  let reader: Connection;
  let readerIs: Principal;
  let made = 0;

  beforeAll(async () => {
    backend = await open();
    await backend.tenants.add(NORTH.tenant_id, AT);
    const server = await manyCallersServer(backend, testFolder('revocation'));
    const boss = memberOf(NORTH, 'boss', { roles: ['admin'], team_ids: [RED, BLUE], projects: 'all' });
    writer = await connect(server.factoryFor(boss.identity));
    readerIs = memberOf(NORTH, 'ann').principal;
    reader = await connect(server.factoryFor({ principal: async () => readerIs }), '2026-07-28');
  });
  afterAll(async () => {
    await writer.close();
    await reader.close();
    await backend.close();
  });

  function becomes(place: Partial<Membership>): void {
    const { membership, ...rest } = readerIs;
    if (membership !== null) readerIs = { ...rest, membership: { ...membership, ...place } };
  }

  async function mustDo(ask: Ask): Promise<Answer> {
    const answer = await writer.ask(ask);
    expect(answer.code).toBeNull();
    return answer;
  }

  /** A memory of the writer's, related to another one that everybody sees. */
  async function write(more: Ask['params']): Promise<{ id: string; word: string; near: string }> {
    const word = canary(`revocation ${++made}`);
    const near = await mustDo(
      call('store_memory', { type: 'fact', content: `A neighbour ${made}`, visibility: 'public' }),
    );
    const content = `A plan of ${word} for later`;
    const relationships = [{ to_memory_id: near.data.id, relationship_type: 'RELATED_TO' }];
    const { data } = await mustDo(call('store_memory', { type: 'problem', content, relationships, ...more }));
    return { id: String(data.id), word, near: String(near.data.id) };
  }

  /** Which ways lead the reader to it, of all there are. */
  async function waysTo({ id, word, near }: { id: string; word: string; near: string }): Promise<string[]> {
    const asks: Readonly<Record<string, Ask>> = {
      get: call('get_memory', { memory_id: id }),
      'get a former state': call('get_memory', { memory_id: id, known_at: new Date().toISOString() }),
      search: call('search_memories', { query: word }),
      recall: call('recall_memories', { query: word }),
      related: call('get_related_memories', { memory_id: near }),
      neighbour: call('get_memory', { memory_id: near }),
      path: call('find_memory_path', { from_memory_id: near, to_memory_id: id }),
      history: call('get_memory_history', { memory_id: id }),
      recent: call('get_recent_activity', { limit: 100 }),
      changed: call('what_changed', { since: AT, limit: 100 }),
      'known now': call('query_as_of', { known_at: new Date().toISOString(), query: word }),
      listed: { method: 'resources/list', params: {} },
      resource: { method: 'resources/read', params: { uri: `memory://${id}` } },
      prompt: { method: 'prompts/get', params: { name: 'start_of_session', arguments: { topic: word } } },
      completion: {
        method: 'completion/complete',
        params: { ref: { type: 'ref/resource', uri: 'memory://{id}' }, argument: { name: 'id', value: id } },
      },
    };
    const ways: string[] = [];
    for (const [way, ask] of Object.entries(asks)) {
      const { bytes, code } = await reader.ask(ask);
      const named = JSON.stringify(ask.params);
      const told = named.includes(id) ? code === null && bytes.includes(`A plan of`) : bytes.includes(id);
      const completed = way === 'completion' && bytes.includes(`"${id}"`);
      const found = way === 'path' && bytes.includes('"found":true');
      if (told || completed || found) ways.push(way);
    }
    return ways;
  }

  /** All of them while the right is there, none once it is gone; nor to what is written after. */
  async function mustLose(more: Ask['params'], lose: (id: string) => Promise<void> | void): Promise<void> {
    const before = await write(more);
    expect(await waysTo(before)).toHaveLength(15);
    await lose(before.id);
    expect(await waysTo(before)).toEqual([]);
    const { code, text } = await reader.ask(call('get_memory', { memory_id: before.id }));
    const nowhere = await reader.ask(call('get_memory', { memory_id: 'm.nowhere' }));
    expect([code, text.replaceAll(before.id, '')]).toEqual([
      nowhere.code,
      nowhere.text.replaceAll('m.nowhere', ''),
    ]);
  }

  it('a team that is no longer in the token', async () => {
    becomes({ team_ids: [RED] });
    await mustLose({ visibility: 'team', team_id: RED }, () => becomes({ team_ids: [] }));
    expect(await waysTo(await write({ visibility: 'team', team_id: RED }))).toEqual([]);
  });

  it('a project that is no longer in the token', async () => {
    becomes({ projects: [SITE] });
    await mustLose({ visibility: 'project', project: SITE }, () => becomes({ projects: [] }));
    expect(await waysTo(await write({ visibility: 'project', project: SITE }))).toEqual([]);
  });

  it('a project that was granted to a team and is no more', async () => {
    becomes({ team_ids: [BLUE], projects: [] });
    const grant = async (granted: boolean): Promise<void> => {
      const change: Change = { kind: 'put_project_grant', team_id: BLUE, project_id: SITE, granted };
      const scope = operatorScope('operator', NORTH.tenant_id);
      await backend.commit(scope, { id: `grant-${granted}`, at: AT, preconditions: [], changes: [change] });
    };
    await grant(true);
    await mustLose({ visibility: 'project', project: SITE }, () => grant(false));
    expect(await waysTo(await write({ visibility: 'project', project: SITE }))).toEqual([]);
  });

  it('a memory that is shared with fewer', async () => {
    const narrow = async (memory_id: string): Promise<void> => {
      await mustDo(call('share_memory', { memory_id, visibility: 'private' }));
    };
    await mustLose({ visibility: 'public' }, narrow);
  });

  it('a memory that is shared with another team', async () => {
    becomes({ team_ids: [RED] });
    const move = async (memory_id: string): Promise<void> => {
      await mustDo(call('share_memory', { memory_id, visibility: 'team', team_id: BLUE }));
    };
    await mustLose({ visibility: 'team', team_id: RED }, move);
  });

  it('a memory that is deleted', async () => {
    const remove = async (memory_id: string): Promise<void> => {
      await mustDo(call('delete_memory', { memory_id }));
    };
    await mustLose({ visibility: 'public' }, remove);
  });

  it('a page that a cursor from before leads to', async () => {
    const word = canary('a list in pages');
    const ids: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      const asked = { type: 'fact', content: `Page ${at} of ${word}`, visibility: 'public' };
      ids.push(String((await mustDo(call('store_memory', asked))).data.id));
    }
    const first = await reader.ask(call('search_memories', { query: word, limit: 1 }));
    for (const memory_id of ids) await mustDo(call('share_memory', { memory_id, visibility: 'private' }));
    const asked = { query: word, limit: 1, cursor: first.data.next_cursor };
    expect((await reader.ask(call('search_memories', asked))).data).toMatchObject({ results: [], total: 0 });
  });

  it('an answer that is kept under a key', async () => {
    becomes({ team_ids: [RED] });
    const { id, word } = await write({ visibility: 'team', team_id: RED });
    const asked = { type: 'problem', content: `A plan of ${word} for later`, visibility: 'private' };
    const once = call('store_memory', { ...asked, idempotency_key: 'once' });
    expect((await reader.ask(once)).bytes).toContain(id);
    becomes({ team_ids: [] });
    const { code, bytes } = await reader.ask(once);
    expect(code).toBeNull();
    expect(bytes).not.toContain(id);
  });

  it('a role, a scope of the token, a tenant', async () => {
    const { id } = await write({ visibility: 'public' });
    const asked = { type: 'fact', visibility: 'private' };
    becomes({ roles: ['viewer'] });
    expect((await reader.ask(call('store_memory', { ...asked, content: 'One' }))).code).toBe('forbidden');
    becomes({ roles: ['user'], scopes: ['memory:read'] });
    expect((await reader.ask(call('store_memory', { ...asked, content: 'Two' }))).code).toBe('forbidden');
    becomes({ scopes: [] });
    expect((await reader.ask(call('get_memory', { memory_id: id }))).code).toBe('forbidden');
    becomes({ scopes: null });
    expect((await reader.ask(call('get_memory', { memory_id: id }))).code).toBeNull();
    await backend.tenants.setStatus(NORTH.tenant_id, 'suspended');
    for (const each of [reader, writer])
      expect((await each.ask(call('get_memory', { memory_id: id }))).code).toBe('tenant_unavailable');
    await backend.tenants.setStatus(NORTH.tenant_id, 'active');
    expect((await reader.ask(call('get_memory', { memory_id: id }))).code).toBeNull();
  });
});
