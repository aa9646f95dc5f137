import { beforeEach, describe, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from '../../support/repositories.js';

const HOUR = 3_600_000;
let shop: Workshop;

beforeEach(async () => {
  shop = await openWorkshop();
});

async function store(content: string): Promise<string> {
  const [outcome] = await shop.repositories.memories.store([{ type: 'general', content }], {});
  return outcome?.id ?? '';
}

describe('changing a memory', () => {
  it('keeps every version, and answers what was known at a time', async () => {
    const id = await store('the cache lives 5 minutes');
    const known_at = shop.now();
    shop.pass(HOUR);
    expect(await shop.repositories.memories.update(id, { content: 'the cache lives 10 minutes' })).toEqual({
      id,
      version: 2,
    });
    const versions = await shop.repositories.history.ofMemory(id);
    expect(
      versions.map(({ memory, superseded_at }) => [memory.version, memory.title, superseded_at]),
    ).toEqual([
      [1, 'the cache lives 5 minutes', shop.now()],
      [2, 'the cache lives 10 minutes', null],
    ]);
    expect((await shop.repositories.memories.get(id, { known_at })).memory.content).toBe(
      'the cache lives 5 minutes',
    );
    const asOf = await shop.repositories.search.asOf({
      known_at,
      query: 'cache',
      filter: {},
      limit: 5,
      max_tokens: 500,
    });
    expect(asOf.results[0]?.content).toBe('the cache lives 5 minutes');
  });

  it('refuses a stale version with the current one, and writes nothing', async () => {
    const id = await store('first');
    await shop.repositories.memories.update(id, { importance: 0.9 }, 1);
    await expect(shop.repositories.memories.update(id, { importance: 0.1 }, 1)).rejects.toMatchObject({
      code: 'conflict',
      details: { current_version: 2 },
    });
    expect((await shop.repositories.memories.get(id)).memory.importance).toBe(0.9);
  });

  it('adds and removes single tags', async () => {
    const id = await store('tagged');
    await shop.repositories.memories.update(id, { tags: ['a', 'b'] });
    await shop.repositories.memories.update(id, { add_tags: ['C', 'a'], remove_tags: ['B'] });
    expect((await shop.repositories.memories.get(id)).memory.tags).toEqual(['a', 'c']);
  });

  it('makes no version where nothing changes, and refuses an empty patch', async () => {
    const id = await store('steady');
    expect(await shop.repositories.memories.update(id, { importance: 0.5 })).toEqual({ id, version: 1 });
    await expect(shop.repositories.memories.update(id, {})).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });

  it('hides a deleted memory everywhere', async () => {
    const [a, b] = [await store('left side'), await store('right side')];
    await shop.repositories.relationships.create({
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'REQUIRES',
    });
    await shop.repositories.memories.remove(b);
    await expect(shop.repositories.memories.get(b)).rejects.toMatchObject({ code: 'not_found' });
    await expect(shop.repositories.history.ofMemory(b)).rejects.toMatchObject({ code: 'not_found' });
    expect((await shop.repositories.relationships.of(a)).relationships).toEqual([]);
    expect(await shop.repositories.statistics.counts()).toMatchObject({ memories: 1, relationships: 0 });
  });
});

describe('relationships', () => {
  it('count an inverse and a turned symmetric pair as equal', async () => {
    const [a, b] = [await store('one'), await store('two')];
    const first = await shop.repositories.relationships.create({
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'GENERALIZES',
    });
    await expect(
      shop.repositories.relationships.create({
        from_memory_id: b,
        to_memory_id: a,
        relationship_type: 'SPECIALIZES',
      }),
    ).rejects.toMatchObject({ code: 'already_exists', details: { existing_id: first.id } });
  });

  it('refuse a circle of one type, unless circles are allowed', async () => {
    for (const allowCycles of [false, true]) {
      shop = await openWorkshop({ allowCycles });
      const ids = [await store('one'), await store('two'), await store('three')];
      const relate = (from: number, to: number) =>
        shop.repositories.relationships.create({
          from_memory_id: ids[from] ?? '',
          to_memory_id: ids[to] ?? '',
          relationship_type: 'DEPENDS_ON',
        });
      await relate(0, 1);
      await relate(1, 2);
      if (allowCycles) expect((await relate(2, 0)).type).toBe('DEPENDS_ON');
      else await expect(relate(2, 0)).rejects.toMatchObject({ code: 'cycle' });
      const walked = await shop.repositories.relationships.neighbourhood(ids[0] ?? '', {
        max_depth: 5,
        limit: 10,
      });
      expect(walked.neighbours).toHaveLength(2);
    }
  });

  it('are reinforced, closed once, and kept in the history', async () => {
    const [a, b] = [await store('one'), await store('two')];
    const { id } = await shop.repositories.relationships.create({
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'SOLVES',
    });
    expect(await shop.repositories.relationships.reinforce(id, { success: true })).toMatchObject({
      evidence_count: 1,
      success_rate: 1,
      confidence: 0.82,
      version: 2,
    });
    shop.pass(HOUR);
    expect((await shop.repositories.relationships.invalidate(id, { invalidated_by: b })).valid_until).toBe(
      shop.now(),
    );
    await expect(shop.repositories.relationships.invalidate(id, {})).rejects.toMatchObject({
      code: 'already_closed',
    });
    expect(await shop.repositories.history.ofRelationship(id)).toHaveLength(3);
    const again = await shop.repositories.relationships.create({
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: 'SOLVES',
    });
    expect(again.id).not.toBe(id);
  });

  it('lead along a shortest path, whatever way they point', async () => {
    const ids = [await store('one'), await store('two'), await store('three')];
    await shop.repositories.relationships.create({
      from_memory_id: ids[1] ?? '',
      to_memory_id: ids[0] ?? '',
      relationship_type: 'CAUSES',
    });
    await shop.repositories.relationships.create({
      from_memory_id: ids[1] ?? '',
      to_memory_id: ids[2] ?? '',
      relationship_type: 'CAUSES',
    });
    const path = await shop.repositories.relationships.path(ids[0] ?? '', ids[2] ?? '', { max_depth: 3 });
    expect(path.memories.map((memory) => memory.id)).toEqual(ids);
    expect(path.steps.map((step) => step.direction)).toEqual(['in', 'out']);
  });
});

describe('what changed', () => {
  it('tells new, changed and closed apart', async () => {
    const old = await store('the old way of doing it');
    const changed = await store('to be changed');
    shop.pass(HOUR);
    const since = shop.now();
    await shop.repositories.memories.update(changed, { importance: 1 });
    const [made] = await shop.repositories.memories.store(
      [{ type: 'decision', content: 'the new way', supersedes: [old] }],
      {},
    );
    const summary = await shop.repositories.history.changes({ since, limit: 10 });
    expect(summary.created.map((m) => m.id)).toEqual([made?.id]);
    expect(summary.updated.map((m) => m.id)).toEqual([changed]);
    expect(summary.closed.map((m) => m.id)).toEqual([old]);
    expect(summary.relationships_created.map((r) => r.type)).toEqual(['REPLACES']);
  });
});
