import { beforeEach, describe, expect, test } from 'vitest';
import { type CallTool, openToolWorkshop } from './tool-workshop.js';

const DAY_MS = 86_400_000;

let call: CallTool;
let pass: (ms: number) => void;

beforeEach(async () => {
  ({ call, pass } = await openToolWorkshop());
});

async function store(title: string, more: Record<string, unknown> = {}): Promise<string> {
  const { data, error } = await call('store_memory', { type: 'fact', title, content: `${title}.`, ...more });
  expect(error).toBeUndefined();
  return String(data.id);
}

async function relate(
  from: string,
  relationship_type: string,
  to: string,
  context?: string,
): Promise<string> {
  const args = { from_memory_id: from, to_memory_id: to, relationship_type, context };
  const { data, error } = await call('create_relationship', args);
  expect(error).toBeUndefined();
  return String(data.id);
}

function idsOf(data: Record<string, unknown>, key = 'results'): string[] {
  return (data[key] as { id: string }[]).map((one) => one.id);
}

describe('create_relationship', () => {
  test('takes the type however it is spelled, with its defaults', async () => {
    const [from, to] = [await store('Fix'), await store('Bug')];
    const args = { from_memory_id: from, to_memory_id: to, relationship_type: 'depends-on' };
    const { data, text } = await call('create_relationship', args);
    expect(data).toMatchObject({ from_memory_id: from, to_memory_id: to, type: 'DEPENDS_ON', strength: 0.8 });
    expect(text).toContain(`${from} DEPENDS_ON ${to}`);
    const again = await call('create_relationship', args);
    expect(again.error).toMatchObject({ code: 'already_exists', details: { existing_id: data.id } });
  });

  test('refuses circles, itself, unknown ends and unknown types', async () => {
    const [a, b] = [await store('A'), await store('B')];
    await relate(a, 'CAUSES', b);
    const codes: unknown[] = [];
    for (const args of [
      { from_memory_id: b, to_memory_id: a, relationship_type: 'CAUSES' },
      { from_memory_id: a, to_memory_id: a, relationship_type: 'CAUSES' },
      { from_memory_id: a, to_memory_id: 'none', relationship_type: 'CAUSES' },
      { from_memory_id: a, to_memory_id: b, relationship_type: 'LIKES' },
    ])
      codes.push((await call('create_relationship', args)).error?.code);
    expect(codes).toEqual(['cycle', 'self_relationship', 'not_found', 'invalid_argument']);
  });

  test('REPLACES closes what is replaced, and says so', async () => {
    const [fresh, old] = [await store('Use Postgres'), await store('Use MySQL')];
    pass(DAY_MS);
    const args = { from_memory_id: fresh, to_memory_id: old, relationship_type: 'replaces' };
    expect((await call('create_relationship', args)).text).toContain('is closed now');
    expect((await call('get_memory', { memory_id: old })).data.memory).toMatchObject({
      valid_until: '2026-01-02T00:00:00.000Z',
    });
  });
});

describe('get_related_memories', () => {
  test('walks as far and in the direction that was asked for', async () => {
    const [a, b, c] = [await store('Alpha'), await store('Beta'), await store('Gamma')];
    await relate(a, 'CAUSES', b);
    await relate(b, 'LEADS_TO', c);
    const near = await call('get_related_memories', { memory_id: a });
    expect(idsOf(near.data)).toEqual([b]);
    expect(near.text).toContain('depth 1: this <- CAUSES the start');
    const far = await call('get_related_memories', { memory_id: a, max_depth: 2 });
    expect(idsOf(far.data)).toEqual([b, c]);
    expect(far.data.results).toContainEqual(
      expect.objectContaining({ id: c, depth: 2, via: expect.objectContaining({ type: 'LEADS_TO' }) }),
    );
    expect(far.text).toContain(`depth 2: this <- LEADS_TO Beta (${b})`);
    expect(idsOf((await call('get_related_memories', { memory_id: a, direction: 'in' })).data)).toEqual([]);
    const typed = await call('get_related_memories', { memory_id: b, relationship_types: 'causes' });
    expect(idsOf(typed.data)).toEqual([a]);
    const cut = await call('get_related_memories', { memory_id: b, limit: 1 });
    expect(cut.data.has_more).toBe(true);
    expect((await call('get_related_memories', { memory_id: 'none' })).error?.code).toBe('not_found');
    expect((await call('get_related_memories', { memory_id: a, max_depth: 6 })).error?.code).toBe(
      'invalid_argument',
    );
  });
});

describe('get_recent_activity', () => {
  test('lists the last days, of one project where asked', async () => {
    await store('Old');
    pass(30 * DAY_MS);
    const id = await store('New', {
      context: { project_id: 'github.com/a/b', project_path: '/home/ann/shop' },
    });
    const other = await store('Other', { project: 'github.com/a/other' });
    expect(idsOf((await call('get_recent_activity')).data).sort()).toEqual([id, other].sort());
    expect(idsOf((await call('get_recent_activity', { project: 'github.com/a/b' })).data)).toEqual([id]);
    expect(idsOf((await call('get_recent_activity', { project: '/home/ann' })).data)).toEqual([id]);
    expect((await call('get_recent_activity', { days: 365 })).data.total).toBe(3);
    const first = await call('get_recent_activity', { limit: 1 });
    const second = await call('get_recent_activity', { limit: 1, cursor: first.data.next_cursor });
    expect([...idsOf(first.data), ...idsOf(second.data)].sort()).toEqual([id, other].sort());
    expect((await call('get_recent_activity', { days: 0 })).error?.code).toBe('invalid_argument');
  });
});

test('get_recent_activity names the problems that nothing solves yet', async () => {
  const open = await store('Checkout hangs', { type: 'problem' });
  const solved = await store('Login fails', { type: 'error' });
  await relate(await store('New token', { type: 'fix' }), 'SOLVES', solved);
  const { data, text } = await call('get_recent_activity');
  expect(data.open_problems).toEqual([open]);
  expect(text).toContain(`Still without a solution: Checkout hangs (${open})`);
});

describe('contextual_search', () => {
  test('finds only what is related', async () => {
    const [problem, near] = [await store('Outage'), await store('Gateway timeout')];
    await store('Gateway colour');
    await relate(near, 'CAUSES', problem);
    const { data } = await call('contextual_search', { memory_id: problem, query: 'gateway' });
    expect(idsOf(data)).toEqual([near]);
    const none = await call('contextual_search', { memory_id: problem, query: 'zeppelin' });
    expect(none.text).toContain('Nothing found');
    expect((await call('contextual_search', { memory_id: 'none', query: 'x' })).error?.code).toBe(
      'not_found',
    );
    const blank = await call('contextual_search', { memory_id: problem, query: ' ' });
    expect(blank.text).toContain('`query` must not be blank');
  });
});

describe('search_relationships_by_context', () => {
  test('finds by what the context says', async () => {
    const [a, b, c] = [await store('A'), await store('B'), await store('C')];
    const id = await relate(a, 'SOLVES', b, 'Only in production, verified by integration tests since v2.1');
    await relate(a, 'USED_IN', c, 'always');
    for (const args of [
      { scope: 'conditional' },
      { conditions: ['production'] },
      { has_evidence: true },
      { evidence: 'integration tests' },
      { temporal: 'v2.1' },
    ]) {
      const { data, text } = await call('search_relationships_by_context', args);
      expect(idsOf(data), JSON.stringify(args)).toEqual([id]);
      expect(data.results).toContainEqual(expect.objectContaining({ from_title: 'A', to_title: 'B' }));
      expect(text).toContain('| Only in production');
    }
    const none = await call('search_relationships_by_context', { components: ['redis'] });
    expect(none.data).toMatchObject({ results: [], total: 0, has_more: false });
    expect((await call('search_relationships_by_context', { limit: 1 })).data).toMatchObject({
      has_more: true,
    });
  });
});

describe('find_memory_path', () => {
  test('gives a shortest chain, whichever way it points', async () => {
    const [a, b, c] = [await store('Alpha'), await store('Beta'), await store('Gamma')];
    await relate(a, 'CAUSES', b);
    await relate(c, 'SOLVES', b);
    const { data, text } = await call('find_memory_path', {
      from_memory_id: a,
      to_memory_id: c,
      max_depth: 10,
    });
    expect(data).toMatchObject({ found: true, length: 2 });
    expect(idsOf(data, 'memories')).toEqual([a, b, c]);
    expect(text).toContain('CAUSES ->');
    expect(text).toContain('<- SOLVES');
    const none = await call('find_memory_path', { from_memory_id: a, to_memory_id: c, max_depth: 1 });
    expect(none.data).toMatchObject({ found: false, memories: [], steps: [] });
    expect((await call('find_memory_path', { from_memory_id: a, to_memory_id: 'x' })).error?.code).toBe(
      'not_found',
    );
  });
});

describe('history', () => {
  test('get_memory_history lists what each version changed', async () => {
    const id = await store('First', { tags: ['a'] });
    pass(DAY_MS);
    await call('update_memory', { memory_id: id, content: `Second ${'x'.repeat(2_000)}`, add_tags: ['b'] });
    const { data, text } = await call('get_memory_history', { memory_id: id });
    expect(data).toMatchObject({ id, total: 2 });
    const [first, second] = data.versions as {
      changed: Record<string, string>;
      superseded_at: string | null;
    }[];
    expect(first).toMatchObject({ version: 1, superseded_at: '2026-01-02T00:00:00.000Z' });
    expect(second).toMatchObject({ version: 2, superseded_at: null, changed: { tags: ['a', 'b'] } });
    expect(second?.changed.content?.length).toBe(1_001);
    expect(second?.changed).not.toHaveProperty('title');
    expect(text).toContain('version 2 · 2026-01-02 00:00Z by tester · present');
    const newest = await call('get_memory_history', { memory_id: id, limit: 1 });
    expect(newest.data.versions).toHaveLength(1);
    expect((await call('get_memory_history', {})).error?.code).toBe('invalid_argument');
    expect((await call('get_memory_history', { memory_id: 'none' })).error?.code).toBe('not_found');
  });

  test('get_memory_history of a relationship', async () => {
    const id = await relate(await store('A'), 'SOLVES', await store('B'));
    await call('reinforce_relationship', { relationship_id: id });
    const { data } = await call('get_memory_history', { relationship_id: id });
    expect(data).toMatchObject({ total: 2 });
    expect((await call('get_memory_history', { relationship_id: id, memory_id: id })).error?.code).toBe(
      'invalid_argument',
    );
  });

  test('query_as_of answers for valid and for recorded time', async () => {
    const id = await store('Port is 80', { valid_from: '2025-01-01', valid_until: '2025-06-01' });
    pass(DAY_MS);
    const later = await store('Port is 8080', { valid_from: '2025-06-01' });
    expect(idsOf((await call('query_as_of', { as_of: '2025-03-01' })).data)).toEqual([id]);
    expect(idsOf((await call('query_as_of', { as_of: '2025-07-01', query: 'port' })).data)).toEqual([later]);
    const known = await call('query_as_of', { known_at: '2026-01-01T12:00:00Z', as_of: '2025-07-01' });
    expect(idsOf(known.data)).toEqual([]);
    expect((await call('query_as_of', { query: 'port' })).error?.code).toBe('invalid_argument');
    expect((await call('query_as_of', { as_of: 'then' })).error?.code).toBe('invalid_argument');
  });

  test('what_changed sorts what came, changed and ended', async () => {
    const [a, b] = [await store('A'), await store('B')];
    pass(DAY_MS);
    await call('update_memory', { memory_id: a, title: 'A2' });
    pass(1000);
    const c = await store('C', { supersedes: [b] });
    const { data, text } = await call('what_changed', { since: '2026-01-01T12:00:00' });
    expect(idsOf(data, 'created')).toEqual([c]);
    expect(idsOf(data, 'updated')).toEqual([a]);
    expect(idsOf(data, 'closed')).toEqual([b]);
    expect(data.relationships_created).toHaveLength(1);
    expect(text).toContain('Stored (1):');
    const quiet = await call('what_changed', { since: '2026-02-01', until: '2026-03-01' });
    expect(quiet.text).toContain('Nothing changed');
    const wrong = await call('what_changed', { since: '2026-02-01', until: '2026-01-01' });
    expect(wrong.error?.code).toBe('invalid_argument');
    expect((await call('what_changed', {})).text).toContain('`since` is required');
  });
});

describe('invalidate_relationship and reinforce_relationship', () => {
  test('take an id, or the two ends', async () => {
    const [a, b] = [await store('A'), await store('B')];
    const id = await relate(a, 'SOLVES', b);
    const once = await call('reinforce_relationship', { from_memory_id: a, to_memory_id: b });
    expect(once.data).toMatchObject({ id, evidence_count: expect.any(Number), version: 2 });
    const against = await call('reinforce_relationship', { relationship_id: id, success: false });
    expect(against.data).toMatchObject({ counter_evidence_count: 1 });
    await relate(a, 'IMPROVES', b);
    const several = await call('invalidate_relationship', { from_memory_id: b, to_memory_id: a });
    expect(several.error?.code).toBe('invalid_argument');
    expect(several.text).toContain(`SOLVES ${id}`);
    const closed = await call('invalidate_relationship', {
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'solves',
      invalidated_by: b,
    });
    expect(closed.data).toMatchObject({ id, invalidated_by: b });
    expect(closed.text).toContain('Ended: ');
    expect((await call('invalidate_relationship', { relationship_id: id })).error?.code).toBe(
      'already_closed',
    );
    expect((await call('invalidate_relationship', { relationship_id: 'none' })).error?.code).toBe(
      'not_found',
    );
    expect((await call('reinforce_relationship', { from_memory_id: a, to_memory_id: 'c' })).error?.code).toBe(
      'not_found',
    );
    expect((await call('reinforce_relationship', { from_memory_id: a })).error?.code).toBe(
      'invalid_argument',
    );
  });

  test('a stale version is refused', async () => {
    const id = await relate(await store('A'), 'SOLVES', await store('B'));
    await call('reinforce_relationship', { relationship_id: id });
    const stale = await call('invalidate_relationship', { relationship_id: id, expected_version: 1 });
    expect(stale.error).toMatchObject({ code: 'conflict', details: { current_version: 2 } });
  });
});

test('get_memory_statistics counts by type and project', async () => {
  const empty = await call('get_memory_statistics');
  expect(empty.data).toMatchObject({ memories: 0, average_importance: null, oldest_created_at: null });
  const a = await store('A', { context: { project_id: 'github.com/a/b' }, importance: 1 });
  await relate(a, 'SOLVES', await store('B', { type: 'problem' }));
  const { data, text } = await call('get_memory_statistics');
  expect(data).toMatchObject({
    memories: 2,
    relationships: 1,
    memories_by_type: { fact: 1, problem: 1 },
    relationships_by_type: { SOLVES: 1 },
    average_importance: 0.75,
  });
  expect(text).toContain('By project: ');
});

test('get_relationship_types lists all, or a category', async () => {
  const all = await call('get_relationship_types');
  expect(all.data).toMatchObject({ total: 35 });
  const { data, text } = await call('get_relationship_types', { category: 'causal' });
  expect(data).toMatchObject({ total: 5 });
  expect(text).toContain('- CAUSES: the source brings the target about (0.8/0.7)');
  expect((await call('get_relationship_types', { category: 'other' })).error?.code).toBe('invalid_argument');
});
