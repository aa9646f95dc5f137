import { type JsonObject, textField } from '../json.js';
import { type Call, LONG_AGO, type StoredIds } from './session.js';

/** Every way to search. */
export async function search(call: Call): Promise<void> {
  const queries: Readonly<Record<string, JsonObject>> = {
    'no words': {},
    'any word': { query: 'deadlock accounts billing' },
    'all words': { query: 'worker deadlocks', match_mode: 'all' },
    terms: { terms: ['postgres', 'worker'] },
    strict: { query: 'deadlocks', search_tolerance: 'strict' },
    fuzzy: { query: 'dedlock acounts', search_tolerance: 'fuzzy' },
    'nothing found': { query: 'zeppelin' },
    'nothing found, spelled alike': { query: 'postgras' },
    types: { query: 'billing', memory_types: ['decision'] },
    tags: { query: 'billing', tags: ['billing'] },
    'tags alone': { tags: ['billing'] },
    'every project': { query: 'billing', project: 'all' },
    'no project': { query: 'billing', project: 'none' },
    project_path: { query: 'worker', project_path: '/home/ann/web' },
    'languages and frameworks': { query: 'worker', languages: ['go'], frameworks: ['gin'] },
    relationship_filter: { query: 'worker', relationship_filter: ['OCCURS_IN'] },
    'least values': { query: 'worker', min_importance: 0.1, min_confidence: 0.1 },
    'created between': { query: 'worker', created_after: LONG_AGO, created_before: '2099-01-01' },
    as_of: { query: 'billing', as_of: '2098-01-01T00:00:00Z' },
    'closed as well': { query: 'billing', include_closed: true },
    'a page': { query: 'billing', limit: 1, detail: 'full' },
    offset: { query: 'billing', limit: 1, offset: 1, detail: 'ids' },
    'few tokens': { query: 'billing accounts worker', max_tokens: 100 },
  };
  for (const [how, args] of Object.entries(queries)) await call('search_memories', how, args);
  const page = await call('search_memories', 'a first page without words', { limit: 1 });
  await call('search_memories', 'a further page without words', { limit: 1, cursor: cursorOf(page) });
  const found = await call('search_memories', 'a first page', { query: 'billing accounts worker', limit: 1 });
  const further = { query: 'billing accounts worker', limit: 1, cursor: cursorOf(found) };
  await call('search_memories', 'a further page', further);
  await call('recall_memories', 'no words');
  await call('recall_memories', 'a question', { query: 'why does the worker hang?', detail: 'full' });
  await call('recall_memories', 'filtered', {
    query: 'worker',
    memory_types: ['problem'],
    project: 'web',
    project_path: '/home/ann/web',
  });
  const recalled = await call('recall_memories', 'a first page', { limit: 1 });
  await call('recall_memories', 'a further page', { limit: 1, cursor: cursorOf(recalled) });
  await call('recall_memories', 'as_of', { query: 'worker', as_of: '2098-01-01T00:00:00Z' });
}

function cursorOf(page: JsonObject): string {
  return textField(page, 'next_cursor');
}

/** Looks, and a deletion. */
export async function lookAround(call: Call, { decision, problem, doomed }: StoredIds): Promise<void> {
  await call('get_memory', 'plain', { memory_id: decision });
  await call('get_memory', 'with relationships', { memory_id: problem, include_relationships: true });
  await call('get_memory', 'as_of', { memory_id: problem, as_of: '2098-01-01T00:00:00Z' });
  await call('get_memory', 'known_at', { memory_id: problem, known_at: '2098-01-01T00:00:00Z' });
  await call('get_memory', 'what is not there', { memory_id: 'nothing' }, 'fails');
  await call('get_recent_activity', 'plain');
  const page = await call('get_recent_activity', 'a first page', { days: 7, project: 'all', limit: 1 });
  await call('get_recent_activity', 'a further page', {
    days: 7,
    project: 'all',
    limit: 1,
    cursor: cursorOf(page),
  });
  await call('get_memory_statistics', 'plain');
  await call('get_relationship_types', 'plain');
  await call('get_relationship_types', 'one category', { category: 'causal' });
  await call('server_status', 'plain');
  await call('contextual_search', 'plain', { memory_id: problem, query: 'postgres', max_depth: 2 });
  await call('contextual_search', 'around nothing', { memory_id: 'nothing', query: 'postgres' }, 'fails');
  await call('delete_memory', 'plain', { memory_id: doomed, expected_version: 1 });
  await call('delete_memory', 'what is gone', { memory_id: doomed }, 'fails');
}

/** Former versions, and what was true or known at a time. */
export async function goBackInTime(call: Call, { problem }: StoredIds): Promise<void> {
  await call('get_memory_history', 'of a memory', { memory_id: problem });
  await call('get_memory_history', 'of nothing', { memory_id: 'nothing' }, 'fails');
  await call('query_as_of', 'true then', { as_of: '2098-01-01T00:00:00Z' });
  await call('query_as_of', 'true then, by words', {
    as_of: '2098-01-01T00:00:00Z',
    query: 'worker',
    memory_types: ['problem'],
    tags: ['billing'],
    project: 'all',
  });
  await call('query_as_of', 'known then', { known_at: '2098-01-01T00:00:00Z' });
  await call('query_as_of', 'known then, by words', { known_at: '2098-01-01T00:00:00Z', query: 'worker' });
  await call('query_as_of', 'before everything', { as_of: LONG_AGO, known_at: LONG_AGO });
  await call('what_changed', 'plain', { since: LONG_AGO });
  await call('what_changed', 'of a project', {
    since: LONG_AGO,
    until: '2098-01-01',
    project: 'web',
    limit: 2,
  });
}
