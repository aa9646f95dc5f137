import { beforeEach, describe, expect, test } from 'vitest';
import { estimateTokens } from '../../src/search/token-budget.js';
import { type CallTool, openToolWorkshop } from './tool-workshop.js';

const DAY_MS = 86_400_000;

let call: CallTool;
let pass: (ms: number) => void;
let progress: readonly number[];

beforeEach(async () => {
  ({ call, pass, progress } = await openToolWorkshop());
});

async function store(args: Record<string, unknown>): Promise<string> {
  const { data, error } = await call('store_memory', { type: 'fact', ...args });
  expect(error).toBeUndefined();
  return String(data.id);
}

function idsOf(data: Record<string, unknown>): string[] {
  return (data.results as { id: string }[]).map((hit) => hit.id);
}

describe('store_memory', () => {
  test('keeps every field', async () => {
    const id = await store({
      type: 'solution',
      title: 'Raise the pool size',
      content: 'Set pool_size to 40.\nThen restart.',
      summary: 'Pool size 40',
      tags: [' Redis ', 'redis', 'POOL', ''],
      importance: 0.9,
      confidence: 0.7,
      effectiveness: 0.6,
      context: {
        project_path: '/home/ann/shop',
        languages: 'python',
        files_involved: ['a.py', 'a.py', ' '],
        timestamp: '2026-01-01T10:00:00+02:00',
        ticket: 'SHOP-12',
        additional_metadata: { constructor: 'plain', depth: { a: [1] } },
        git_branch: null,
      },
      valid_from: '2025-05-08T13:56:00',
      valid_until: '2027-01-01',
    });
    const { data, text } = await call('get_memory', { memory_id: id });
    expect(data.memory).toMatchObject({
      id,
      type: 'solution',
      title: 'Raise the pool size',
      content: 'Set pool_size to 40.\nThen restart.',
      summary: 'Pool size 40',
      tags: ['redis', 'pool'],
      importance: 0.9,
      confidence: 0.7,
      effectiveness: 0.6,
      version: 1,
      valid_from: '2025-05-08T13:56:00.000Z',
      valid_until: '2027-01-01T00:00:00.000Z',
      context: {
        project_path: '/home/ann/shop',
        languages: ['python'],
        files_involved: ['a.py'],
        timestamp: '2026-01-01T08:00:00.000Z',
        additional_metadata: { ticket: 'SHOP-12', constructor: 'plain', depth: { a: [1] } },
      },
      usage_count: 1,
    });
    expect(data.memory).not.toHaveProperty('deleted_at');
    expect(text).toContain('   | Set pool_size to 40.\n   | Then restart.');
  });

  test('takes null and blanks for what was left out, and makes the title', async () => {
    const id = await store({
      content: 'First line\nsecond',
      title: '',
      summary: null,
      valid_from: '',
      tags: null,
      context: {},
    });
    const { data } = await call('get_memory', { memory_id: id });
    expect(data.memory).toMatchObject({ title: 'First line', summary: null, tags: [], context: {} });
  });

  test('takes other names of types, and says so', async () => {
    const { data, text } = await call('store_memory', { type: 'bug', content: 'It hangs' });
    expect(data.notes).toEqual(['type: bug was taken as problem']);
    expect(text).toContain('type: bug was taken as problem');
    const unknown = await call('store_memory', { type: 'zebra', content: 'x' });
    expect(unknown.error?.code).toBe('invalid_argument');
    expect(unknown.text).toContain('`type` must be one of task, code_pattern,');
  });

  test('answers the id of an equal memory, and stores it again where asked to', async () => {
    const id = await store({ content: 'The build needs Node 22' });
    const again = await call('store_memory', { type: 'fact', content: 'The build needs Node 22' });
    expect(again.data).toMatchObject({ id, created: false, duplicate_of: id });
    expect(again.text).toContain(`equal memory, ${id}`);
    const forced = await call('store_memory', {
      type: 'fact',
      content: 'The build needs Node 22',
      on_duplicate: 'store',
    });
    expect(forced.data).toMatchObject({ created: true });
    expect(forced.data.id).not.toBe(id);
  });

  test('a repeated idempotency key writes nothing; with another body it is a conflict', async () => {
    const args = { type: 'fact', content: 'once', on_duplicate: 'store', idempotency_key: 'k' };
    const first = await call('store_memory', args);
    const second = await call('store_memory', args);
    expect(second.data.id).toBe(first.data.id);
    expect((await call('store_memory', { ...args, content: 'twice' })).error?.code).toBe(
      'idempotency_conflict',
    );
  });

  test('relates and supersedes in one write', async () => {
    const problem = await store({ type: 'problem', content: 'Checkout answers 502 under load' });
    const old = await store({ type: 'solution', content: 'Restart the gateway each night' });
    pass(DAY_MS);
    const id = await store({
      type: 'solution',
      content: 'Keepalive of 75 seconds towards the gateway',
      relationships: [{ to_memory_id: problem, relationship_type: 'solves', context: 'in production' }],
      supersedes: old,
    });
    const { data, text } = await call('get_memory', { memory_id: id });
    expect(data.relationships).toHaveLength(2);
    expect(data.relationships).toContainEqual(
      expect.objectContaining({ type: 'SOLVES', direction: 'out', title: 'Checkout answers 502 under load' }),
    );
    expect(text).toContain(`SOLVES -> Checkout answers 502 under load (${problem})`);
    const found = await call('search_memories', { query: 'restart gateway nightly' });
    expect(idsOf(found.data)).not.toContain(old);
    const closed = await call('search_memories', { query: 'restart gateway nightly', include_closed: true });
    expect(idsOf(closed.data)).toContain(old);
  });

  test.each([
    [{ content: '  ' }, '`content` must not be blank'],
    [{ content: 'x', valid_from: 'yesterday' }, '`valid_from` must be an existing date'],
    [{ content: 'x', valid_from: '2026-02-30' }, '`valid_from` must be an existing date'],
    [{ content: 'x', importance: 2 }, '`importance` must be at most 1'],
    [{ content: 'x', context: { tenant_id: 'a' } }, '`context.tenant_id`'],
    [{ content: 'x', context: { user_id: 'a' } }, '`context.user_id`'],
    [{ content: 'x', context: 'shop' }, '`context` must be an object'],
    [{ content: 'x', context: { languages: [1] } }, '`context.languages` must be a list of texts'],
    [{ content: 'x', context: { git_branch: 7 } }, '`context.git_branch` must be a text'],
    [{ content: 'x', context: { timestamp: 'soon' } }, '`context.timestamp` must be a date'],
    [{ content: 'x', context: { note: 'y'.repeat(21_000) } }, '20000 bytes'],
    [{ content: 'x', context: { note: Number.POSITIVE_INFINITY } }, 'a number too large for JSON'],
    [{ content: 'x', context: { files_involved: Array(201).fill('a') } }, 'at most 200'],
    [{ content: 'x', context: JSON.parse('{"__proto__":{"polluted":1}}') }, '__proto__'],
    [
      { content: 'x', relationships: [{ to_memory_id: 'a' }] },
      '`relationships[0].relationship_type` is required',
    ],
    [
      { content: 'x', relationships: [{ to_memory_id: 'a', relationship_type: 'LIKES' }] },
      'must be one of CAUSES,',
    ],
    [{ content: 'x', supersedes: ['a b'] }, '`supersedes[0]` must be an id'],
    [{ content: 'x', tags: ['t'.repeat(101)] }, '`tags[0]` must have at most 100 characters'],
    [{ content: 'x'.repeat(50_001) }, '`content` must have at most 50000 characters'],
    [{}, '`content` is required'],
  ])('refuses: %#', async (args, sentence) => {
    const answer = await call('store_memory', { type: 'fact', ...args });
    expect(answer.error?.code).toMatch(/^(invalid_argument|too_large)$/);
    expect(answer.text).toContain(sentence);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await call('get_memory_statistics')).data.memories).toBe(0);
  });

  test('writes nothing where a related memory is not there', async () => {
    const answer = await call('store_memory', {
      type: 'fact',
      content: 'x',
      relationships: [{ to_memory_id: 'nowhere', relationship_type: 'SOLVES' }],
    });
    expect(answer.error?.code).toBe('not_found');
    expect((await call('get_memory_statistics')).data.memories).toBe(0);
  });
});

describe('store_memories', () => {
  test('stores a conversation in the order given, as a measuring harness does', async () => {
    const dates = ['2023-05-08T13:56:00', '2025-01-15', '', null, undefined];
    const memories = dates.map((valid_from, at) => ({
      type: 'conversation',
      content: `Turn ${at} about the garden`,
      valid_from,
      context: at === 4 ? {} : { session_id: `s${at}` },
    }));
    const { data, text } = await call('store_memories', { memories, on_duplicate: 'store' });
    const ids = idsOf(data);
    expect(new Set(ids).size).toBe(5);
    expect(text.split('\n')[0]).toBe('Stored 5 of 5.');
    const first = await call('get_memory', { memory_id: ids[0] });
    expect(first.data.memory).toMatchObject({
      content: 'Turn 0 about the garden',
      valid_from: '2023-05-08T13:56:00.000Z',
    });
    expect(progress.length).toBeGreaterThan(0);
    const found = await call('recall_memories', { query: 'garden', limit: 50, detail: 'ids' });
    expect(idsOf(found.data).sort()).toEqual([...ids].sort());
  });

  test('gives 50 and 100 ids whatever the default budget', async () => {
    const memories = Array.from({ length: 100 }, (_, at) => ({
      type: 'note',
      content: `Garden note number ${at} ${'with a rather long title that says much about the garden'.repeat(3)}`,
    }));
    const stored = await call('store_memories', { memories, on_duplicate: 'store' });
    expect(stored.error).toBeUndefined();
    for (const limit of [50, 100]) {
      const found = await call('recall_memories', { query: 'garden note', limit, detail: 'ids' });
      expect(idsOf(found.data)).toHaveLength(limit);
    }
  });

  test('is all or nothing', async () => {
    const good = { type: 'fact', content: 'good' };
    const bad = await call('store_memories', {
      memories: [good, { type: 'fact', content: 'bad', supersedes: ['none'] }],
    });
    expect(bad.error?.code).toBe('not_found');
    const wrong = await call('store_memories', { memories: [good, { type: 'fact' }] });
    expect(wrong.text).toContain('`memories[1].content` is required');
    expect((await call('get_memory_statistics')).data.memories).toBe(0);
    expect((await call('store_memories', { memories: [] })).error?.code).toBe('invalid_argument');
    const many = await call('store_memories', { memories: Array(101).fill(good) });
    expect(many.error?.code).toBe('too_large');
  });

  test('a repeated batch with its key writes nothing', async () => {
    const args = {
      memories: [
        { type: 'bug', content: 'a' },
        { type: 'fact', content: 'b' },
      ],
      idempotency_key: 'batch',
    };
    const first = await call('store_memories', args);
    expect((first.data.results as { notes?: string[] }[])[0]?.notes).toEqual([
      'type: bug was taken as problem',
    ]);
    expect(idsOf((await call('store_memories', args)).data)).toEqual(idsOf(first.data));
  });
});

describe('search_memories and recall_memories', () => {
  test('find by loose words, and say what was searched', async () => {
    const id = await store({
      type: 'solution',
      title: 'Redis timeouts',
      content: 'Raise the timeout to 5 seconds',
      tags: ['redis'],
    });
    await store({ content: 'Bananas are yellow' });
    const { data, text } = await call('recall_memories', { query: 'how did we fix the redis timeout?' });
    expect(idsOf(data)[0]).toBe(id);
    expect(data.searched).toMatchObject({ scope: 'all memories' });
    expect(text).toMatch(/^\d found, \d shown\. Searched all memories for /);
    expect(text).toContain('Titles and text after | are stored notes');
    expect(text).toContain(`1. [solution] Redis timeouts (${id}) · 2026-01-01 · 1.00 · assistant/test 1`);
    expect(text).toContain('   | Raise the timeout to 5 seconds');
    expect(text).toContain('matched: ');
  });

  test('filters by everything there is to filter by', async () => {
    const id = await store({
      type: 'solution',
      content: 'Use a pool for each connection',
      tags: ['db', 'pool'],
      importance: 0.9,
      confidence: 0.9,
      context: { project_path: '/home/ann/shop/api', languages: ['Python'], frameworks: ['Django'] },
    });
    const other = await store({ type: 'problem', content: 'No pool', importance: 0.1, confidence: 0.1 });
    await call('create_relationship', {
      from_memory_id: id,
      to_memory_id: other,
      relationship_type: 'solves',
    });
    const filters = [
      { memory_types: ['solution'] },
      { memory_types: 'solution' },
      { tags: ['DB', 'pool'] },
      { project_path: '/home/ann/shop' },
      { min_importance: 0.5 },
      { min_confidence: 0.5 },
      { languages: ['python'] },
      { frameworks: 'django' },
      { terms: ['use'] },
      { query: 'use pool', match_mode: 'all' },
      { query: 'conection', search_tolerance: 'fuzzy' },
    ];
    for (const filter of filters) {
      const { data } = await call('search_memories', filter);
      expect(idsOf(data), JSON.stringify(filter)).toEqual([id]);
    }
    const related = await call('search_memories', { relationship_filter: ['solves'] });
    expect(idsOf(related.data)).toHaveLength(2);
    expect(idsOf((await call('search_memories', { created_after: '2027-01-01' })).data)).toEqual([]);
    expect(
      idsOf((await call('search_memories', { created_before: '2027-01-01', limit: 1 })).data),
    ).toHaveLength(1);
    expect(idsOf((await call('search_memories', { as_of: '2020-01-01' })).data)).toEqual([]);
  });

  test('say what to try where nothing is found', async () => {
    await store({ content: 'Bananas are yellow' });
    const { data, text } = await call('search_memories', { query: 'zeppelin', memory_types: ['problem'] });
    expect(data).toMatchObject({ results: [], total: 0, has_more: false });
    expect(text).toMatch(/^Nothing found\. Searched all memories for zeppelin/);
    expect(text).toContain('Hint: ');
  });

  test('page by cursor and by offset', async () => {
    await call('store_memories', {
      memories: Array.from({ length: 7 }, (_, at) => ({ type: 'fact', content: `Pear number ${at}` })),
    });
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const { data, error } = await call('recall_memories', { query: 'pear', limit: 3, cursor });
      expect(error).toBeUndefined();
      seen.push(...idsOf(data));
      cursor = data.next_cursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    const second = await call('recall_memories', { query: 'pear', limit: 3, offset: 3 });
    expect(idsOf(second.data)).toEqual(seen.slice(3, 6));
    expect(second.text).toContain('\n4. [fact]');
    expect((await call('recall_memories', { query: 'pear', cursor: 'forged' })).error?.code).toBe(
      'invalid_cursor',
    );
  });

  test('stay inside the budget of tokens, text and structured content together', async () => {
    const { call: callLong } = await openToolWorkshop({ longIds: true });
    const stored = await callLong('store_memories', {
      memories: Array.from({ length: 60 }, (_, at) => ({
        type: 'fact',
        title: `Plum ${at}`,
        content: `Plum tree ${at}. ${'It bears fruit in late summer and wants sun. '.repeat(at)}`,
        tags: ['garden', 'fruit', 'tree', 'late summer'],
      })),
      on_duplicate: 'store',
    });
    const ids = idsOf(stored.data);
    for (const [at, from_memory_id] of ids.slice(0, -1).entries())
      await callLong('create_relationship', {
        from_memory_id,
        to_memory_id: ids[at + 1],
        relationship_type: 'LEADS_TO',
      });
    for (const tool of ['recall_memories', 'search_memories']) {
      for (const max_tokens of [500, 2_000, 6_000, 25_000]) {
        for (const detail of ['summary', 'full']) {
          const { data, text } = await callLong(tool, { query: 'plum tree', limit: 60, max_tokens, detail });
          const used = estimateTokens(JSON.stringify(data)) + estimateTokens(text);
          expect(used, `${tool} ${detail}`).toBeLessThanOrEqual(max_tokens);
          expect(idsOf(data).length).toBeGreaterThan(0);
        }
      }
    }
  });

  test.each([
    [{ limit: 101 }, '`limit` must be at most 100'],
    [{ limit: '5' }, '`limit` must be a number'],
    [{ offset: 10_001 }, '`offset` must be at most 10000'],
    [{ memory_types: ['zebra'] }, '`memory_types[0]` must be one of'],
    [{ search_tolerance: 'exact' }, '`search_tolerance` must be one of strict, normal, fuzzy'],
    [{ querry: 'x' }, 'Did you mean `query`?'],
    [{ query: 'x'.repeat(2_001) }, '`query` must have at most 2000 characters'],
    [{ projekt: 'x' }, '`projekt` is not an argument'],
    [{ project: 'a\u0007b' }, 'This is no project'],
  ])('refuse: %#', async (args, sentence) => {
    const { error, text } = await call('search_memories', args);
    expect(error?.code).toMatch(/^(invalid_argument|too_large)$/);
    expect(text).toContain(sentence);
  });
});

describe('update_memory', () => {
  test('changes what is given, empties what is null, keeps the rest', async () => {
    const id = await store({
      content: 'old',
      summary: 's',
      tags: ['a', 'b'],
      effectiveness: 0.5,
      context: { git_branch: 'main', session_id: 's1' },
      valid_until: '2030-01-01',
    });
    const { data, text } = await call('update_memory', {
      memory_id: id,
      type: 'todo',
      content: 'new',
      summary: null,
      add_tags: ['C'],
      remove_tags: 'a',
      effectiveness: null,
      valid_until: null,
      context: { git_branch: null, languages: ['ts'] },
      expected_version: 1,
    });
    expect(data).toMatchObject({ id, version: 2, notes: ['type: todo was taken as task'] });
    expect(text).toContain('now at version 2');
    const after = await call('get_memory', { memory_id: id });
    expect(after.data.memory).toMatchObject({
      type: 'task',
      content: 'new',
      summary: null,
      tags: ['b', 'c'],
      effectiveness: null,
      valid_until: null,
      context: { session_id: 's1', languages: ['ts'] },
    });
  });

  test('refuses a stale version with the present one, unknown ids, nothing to change, and foreign fields', async () => {
    const id = await store({ content: 'x' });
    await call('update_memory', { memory_id: id, title: 'one' });
    const stale = await call('update_memory', { memory_id: id, title: 'two', expected_version: 1 });
    expect(stale.error).toMatchObject({ code: 'conflict', details: { current_version: 2 } });
    expect((await call('update_memory', { memory_id: 'none', title: 'x' })).error?.code).toBe('not_found');
    expect((await call('update_memory', { memory_id: id })).error?.code).toBe('invalid_argument');
    const unknown = await call('update_memory', { memory_id: id, context: { ticket: 'A' } });
    expect(unknown.text).toContain('`context.ticket`');
    const times = await call('update_memory', { memory_id: id, valid_until: '1999-01-01' });
    expect(times.error?.code).toBe('invalid_argument');
    for (const bad of [{ summary: 'x'.repeat(501) }, { effectiveness: 1.1 }, { valid_until: '2'.repeat(41) }])
      expect(
        (await call('update_memory', { memory_id: id, ...bad })).error,
        JSON.stringify(bad),
      ).toBeDefined();
  });
});

describe('delete_memory', () => {
  test('hides the memory everywhere', async () => {
    const id = await store({ content: 'Forget the plum' });
    expect((await call('delete_memory', { memory_id: id, expected_version: 9 })).error?.code).toBe(
      'conflict',
    );
    const { data } = await call('delete_memory', { memory_id: id });
    expect(data).toMatchObject({ id, deleted: true });
    expect((await call('get_memory', { memory_id: id })).error?.code).toBe('not_found');
    expect((await call('delete_memory', { memory_id: id })).error?.code).toBe('not_found');
    expect((await call('get_memory_history', { memory_id: id })).error?.code).toBe('not_found');
    expect((await call('recall_memories', { query: 'plum' })).data.total).toBe(0);
  });
});

describe('get_memory', () => {
  test('gives former versions and judges validity', async () => {
    const id = await store({ content: 'first', valid_from: '2026-01-01' });
    pass(DAY_MS);
    await call('update_memory', { memory_id: id, content: 'second' });
    const then = await call('get_memory', { memory_id: id, known_at: '2026-01-01T12:00:00Z' });
    expect(then.data.memory).toMatchObject({ content: 'first', version: 1 });
    expect((await call('get_memory', { memory_id: id, as_of: '2025-01-01' })).error?.code).toBe('not_found');
    const bare = await call('get_memory', { memory_id: id, include_relationships: false });
    expect(bare.data.relationships).toEqual([]);
    expect((await call('get_memory', { memory_id: 'a b' })).text).toContain('`memory_id` must be an id');
  });
});
