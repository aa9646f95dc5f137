import { asObject, type JsonObject, textField } from '../json.js';
import type { McpStdioClient } from '../mcp-stdio-client.js';
import type { RecordedChild } from './recorded-child.js';
import { type Call, LONG_AGO, type StoredIds } from './session.js';
import { goBackInTime, lookAround, search } from './tool-reads.js';

/** A session of a client that calls every tool in every way that reads or writes differently. */
export async function useTools(
  child: RecordedChild,
  env: Readonly<Record<string, string>>,
): Promise<StoredIds> {
  const client = await child.serve('server: start', env);
  await client.request('tools/list', {});
  child.take('server: tools/list');
  const call: Call = async (name, how, args = {}, end) => {
    const { data, error } = await client.tool(name, args);
    child.take(`tool: ${name}, ${how}`);
    if ((error === null) === (end === 'fails'))
      throw new Error(`${name}, ${how}: ${error ?? 'did not fail'}`);
    return data;
  };
  const stored = await storeThings(call);
  await search(call);
  await lookAround(call, stored);
  await relate(call, stored);
  await goBackInTime(call, stored);
  await moveFiles(call);
  await readResources(client, child, stored);
  await client.close();
  child.take('server: end');
  return stored;
}

/** A later session on the store that is there, in no project. */
export async function useToolsAgain(child: RecordedChild): Promise<void> {
  const client = await child.serve('server: start, the store is there');
  const calls: readonly (readonly [name: string, args: JsonObject])[] = [
    ['store_memory', { type: 'fact', content: 'Stored in no project' }],
    ['search_memories', { query: 'stored' }],
    ['recall_memories', { query: 'stored' }],
    ['get_recent_activity', {}],
    ['query_as_of', { as_of: '2098-01-01T00:00:00Z' }],
    ['what_changed', { since: LONG_AGO }],
  ];
  for (const [name, args] of calls) {
    await client.mustTool(name, args);
    child.take(`tool: ${name}, in no project`);
  }
  await client.close();
  child.take('server: end, in no project');
}

async function storeThings(call: Call): Promise<StoredIds> {
  const store = async (how: string, args: JsonObject) =>
    textField(await call('store_memory', how, args), 'id');
  const former = await store('plain', { type: 'decision', content: 'Billing runs on MySQL' });
  const decision = await store('in the place of another', {
    type: 'decision',
    content: 'Billing runs on Postgres because of partial indexes',
    tags: ['database', 'billing'],
    supersedes: [former],
    project: 'web',
  });
  const problem = await store('with everything', {
    type: 'problem',
    title: 'Worker deadlock',
    content: 'The worker deadlocks when two jobs lock accounts in a different order',
    summary: 'Two jobs, two orders of locks',
    tags: ['worker', 'billing'],
    importance: 0.9,
    confidence: 0.7,
    effectiveness: 0.5,
    context: { project_path: '/home/ann/web', languages: ['Go'], frameworks: ['Gin'], session_id: 's1' },
    valid_from: '2026-01-01T00:00:00.000Z',
    valid_until: '2099-01-01T00:00:00.000Z',
    relationships: [{ to_memory_id: decision, relationship_type: 'OCCURS_IN', context: 'since the upgrade' }],
    idempotency_key: 'once',
  });
  await call(
    'store_memory',
    'the same key again',
    {
      type: 'problem',
      content: 'x',
      idempotency_key: 'once',
    },
    'fails',
  );
  const text = 'Take the locks of accounts in the order of their ids';
  const solution = await store('for no project', { type: 'solution', content: text, project: 'none' });
  await call('store_memory', 'a duplicate', { type: 'solution', content: text, project: 'none' });
  await call('store_memory', 'a duplicate that is meant', {
    type: 'solution',
    content: text,
    on_duplicate: 'store',
  });
  await call(
    'store_memory',
    'a relationship to nothing',
    {
      type: 'fact',
      content: 'This one is not stored',
      relationships: [{ to_memory_id: 'nothing', relationship_type: 'SOLVES' }],
    },
    'fails',
  );
  await call('store_memories', 'two', {
    memories: [
      { type: 'fact', content: 'The canary deploys on Mondays', tags: ['deploy'] },
      { type: 'preference', content: 'Short commits, please', project: 'none' },
    ],
    idempotency_key: 'two',
  });
  const doomed = await store('to be deleted', { type: 'fact', content: 'Deleted before long' });
  const secret = await store('to be erased', { type: 'fact', content: 'The wifi word is xyzzy' });
  await call('update_memory', 'other words', {
    memory_id: problem,
    content: 'The worker deadlocks on accounts',
  });
  await call('update_memory', 'other tags', {
    memory_id: problem,
    add_tags: ['locks'],
    remove_tags: ['worker'],
    expected_version: 2,
  });
  await call(
    'update_memory',
    'another version than expected',
    {
      memory_id: problem,
      importance: 0.1,
      expected_version: 1,
    },
    'fails',
  );
  await call('update_memory', 'what is not there', { memory_id: 'nothing', importance: 0.1 }, 'fails');
  return { decision, problem, solution, doomed, secret };
}

async function relate(call: Call, { decision, problem, solution }: StoredIds): Promise<void> {
  const edge = { from_memory_id: solution, to_memory_id: problem, relationship_type: 'SOLVES' };
  const { id } = await call('create_relationship', 'plain', {
    ...edge,
    context: 'in production, when the worker is under load; evidence: a week of logs',
  });
  await call('create_relationship', 'again', edge, 'fails');
  await call(
    'create_relationship',
    'a circle',
    {
      from_memory_id: problem,
      to_memory_id: solution,
      relationship_type: 'SOLVES',
    },
    'fails',
  );
  await call('create_relationship', 'to nothing', { ...edge, to_memory_id: 'nothing' }, 'fails');
  await call('create_relationship', 'a second one', {
    from_memory_id: solution,
    to_memory_id: decision,
    relationship_type: 'RELATED_TO',
  });
  await call('get_related_memories', 'plain', { memory_id: problem });
  await call('get_related_memories', 'three steps out', {
    memory_id: solution,
    max_depth: 3,
    direction: 'out',
    relationship_types: ['SOLVES', 'OCCURS_IN'],
    as_of: '2098-01-01T00:00:00Z',
  });
  await call('get_related_memories', 'in', { memory_id: problem, direction: 'in', limit: 1 });
  await call('find_memory_path', 'plain', { from_memory_id: solution, to_memory_id: decision });
  await call('find_memory_path', 'of types', {
    from_memory_id: solution,
    to_memory_id: decision,
    relationship_types: ['SOLVES'],
    max_depth: 2,
    as_of: '2098-01-01T00:00:00Z',
  });
  await call('search_relationships_by_context', 'plain');
  await call('search_relationships_by_context', 'by everything', {
    scope: 'production',
    conditions: ['load'],
    has_evidence: true,
    evidence: ['logs'],
    components: ['worker'],
    temporal: 'week',
  });
  await call('reinforce_relationship', 'by id', { relationship_id: id, success: true });
  await call('reinforce_relationship', 'by its ends', { ...edge, success: false, strength: 0.5 });
  await call('get_memory_history', 'of a relationship', { relationship_id: id });
  await call('invalidate_relationship', 'by its ends', {
    from_memory_id: solution,
    to_memory_id: decision,
    relationship_type: 'RELATED_TO',
    invalidated_by: problem,
  });
  await call(
    'invalidate_relationship',
    'what is closed',
    {
      from_memory_id: solution,
      to_memory_id: decision,
      relationship_type: 'RELATED_TO',
    },
    'fails',
  );
}

async function moveFiles(call: Call): Promise<void> {
  await call('export_memories', 'plain', { file: 'all.jsonl' });
  await call('export_memories', 'markdown', { file: 'pages', format: 'markdown' });
  await call('import_memories', 'to see', { file: 'all.jsonl', dry_run: true });
  await call('import_memories', 'what is there', { file: 'all.jsonl', project: 'web' });
  await call('import_memories', 'what is not there', { file: 'none.jsonl' }, 'fails');
}

async function readResources(
  client: McpStdioClient,
  child: RecordedChild,
  { problem }: StoredIds,
): Promise<void> {
  const requests: Readonly<Record<string, readonly [method: string, params: JsonObject]>> = {
    'resources/list': ['resources/list', {}],
    'resources/templates/list': ['resources/templates/list', {}],
    'resources/read, recent': ['resources/read', { uri: 'memory://recent' }],
    'resources/read, a memory': ['resources/read', { uri: `memory://${problem}` }],
    'completion/complete': [
      'completion/complete',
      {
        ref: { type: 'ref/resource', uri: 'memory://{id}' },
        argument: { name: 'id', value: problem.slice(0, 4) },
      },
    ],
    'prompts/list': ['prompts/list', {}],
  };
  for (const [name, [method, params]] of Object.entries(requests)) {
    asObject(await client.request(method, params));
    child.take(`server: ${name}`);
  }
}
