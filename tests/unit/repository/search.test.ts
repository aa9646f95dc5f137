import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../../src/domain/search-request.js';
import { openWorkshop, type Workshop } from '../../support/repositories.js';

let shop: Workshop;

beforeEach(async () => {
  shop = await openWorkshop();
});

const ask = (request: Partial<SearchRequest>) =>
  shop.repositories.search.search({
    tolerance: 'normal',
    match_mode: 'any',
    filter: {},
    limit: 10,
    offset: 0,
    detail: 'summary',
    max_tokens: 4_000,
    asked_by: 'test',
    ...request,
  });

async function storeAll(...contents: string[]): Promise<string[]> {
  const outcomes = await shop.repositories.memories.store(
    contents.map((content) => ({ type: 'general' as const, content, on_duplicate: 'store' as const })),
    {},
  );
  return outcomes.map((outcome) => outcome.id);
}

describe('searching', () => {
  it('differs by tolerance: as written, by stem, misspelt', async () => {
    const [id] = await storeAll('Deploying containers overnight', 'Something else');
    const found = async (query: string, tolerance: SearchRequest['tolerance']) =>
      (await ask({ query, tolerance })).results.map((hit) => hit.id);
    expect(await found('deployed container', 'strict')).toEqual([]);
    expect(await found('deploying', 'strict')).toEqual([id]);
    expect(await found('deployed container', 'normal')).toEqual([id]);
    expect(await found('contaners', 'normal')).toEqual([]);
    expect(await found('contaners', 'fuzzy')).toEqual([id]);
  });

  it('says what was searched and what to try where nothing is found', async () => {
    await storeAll('The proxy drops idle sockets');
    const answer = await ask({ query: 'kubernetes', filter: { tags: ['ops'] } });
    expect(answer).toMatchObject({ total: 0, has_more: false, results: [] });
    expect(answer.searched).toMatchObject({ filters: { tags: ['ops'] }, unknown_words: ['kubernetes'] });
    expect(answer.hints?.join(' ')).toContain('fuzzy');
  });

  it('pages by cursor without repeating, while others write', async () => {
    await storeAll(...Array.from({ length: 25 }, (_, n) => `socket problem number ${n}`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await ask({
        query: 'socket problem',
        limit: 7,
        detail: 'ids',
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...answer.results.map((hit) => hit.id));
      cursor = answer.next_cursor;
      await storeAll(`another socket problem ${seen.length}`);
    } while (cursor !== undefined && seen.length < 60);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(25);
  });

  it('lists by time without words, and pages by offset and by cursor alike', async () => {
    for (let n = 0; n < 9; n++) {
      await storeAll(`note ${n}`);
      shop.pass(1_000);
    }
    const whole = await ask({ limit: 9, detail: 'ids' });
    const first = await ask({ limit: 4, detail: 'ids' });
    const byOffset = await ask({ limit: 5, offset: 4, detail: 'ids' });
    const byCursor = await ask({ limit: 5, detail: 'ids', cursor: first.next_cursor ?? '' });
    expect(whole).toMatchObject({ total: 9, has_more: false });
    expect(byCursor.results).toEqual(byOffset.results);
    expect([...first.results, ...byOffset.results]).toEqual(whole.results);
  });

  it('refuses a cursor of another question, or one that was altered', async () => {
    await storeAll('one socket', 'two socket', 'three socket');
    const { next_cursor = '' } = await ask({ query: 'socket', limit: 1 });
    await expect(ask({ query: 'sockets plus', limit: 1, cursor: next_cursor })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    await expect(ask({ query: 'socket', limit: 1, cursor: `A${next_cursor}` })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    for (const cursor of ['', '.', 'x.y', '%%%', 'e30.e30']) {
      await expect(ask({ query: 'socket', cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
    }
  });

  it('stays inside the token budget and says what it left out', async () => {
    await storeAll(
      ...Array.from({ length: 20 }, (_, n) => `socket ${n} ${'long text about everything '.repeat(60)}`),
    );
    const answer = await ask({ query: 'socket', limit: 20, max_tokens: 800 });
    expect(answer.results.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.results).length / 4).toBeLessThan(800);
    expect(answer.has_more).toBe(true);
    expect(answer.hints?.[0]).toContain('max_tokens');
  });

  it('shows the closest relationships and why a memory matched', async () => {
    const [problem = '', fix = ''] = await storeAll('Sockets leak at night', 'Restart the pool');
    await shop.repositories.relationships.create({
      from_memory_id: fix,
      to_memory_id: problem,
      relationship_type: 'SOLVES',
    });
    const [hit] = (await ask({ query: 'leaking socket' })).results;
    expect(hit).toMatchObject({
      id: problem,
      score: 1,
      matched: ['leaking', 'socket'],
      relationships: [{ type: 'SOLVES', direction: 'in', id: fix, title: 'Restart the pool' }],
    });
  });

  it('never takes text for a query language', async () => {
    await storeAll('plain words');
    for (const query of [
      '"',
      'a AND',
      'NEAR(',
      '^*',
      'x:y',
      "'; DROP TABLE memories; --",
      '{}[]()\\',
      '\u0000',
      '🙂',
      '%_%',
    ]) {
      expect((await ask({ query })).results).toEqual([]);
    }
  });
});
