import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchExpression } from '../../../backends/sqlite/match-expression.js';
import { changeSet, collect, memory, NOW, OPERATOR, put, SCOPE, store, temporaryStore } from './fixtures.js';

let opened: Awaited<ReturnType<typeof temporaryStore>>;
beforeEach(async () => {
  opened = await temporaryStore({ synchronous: 'normal' });
});
afterEach(() => opened.remove());

function candidates(groups: string[][], match: 'any' | 'all' = 'any') {
  return opened.backend.findCandidates(SCOPE, {
    filter: { valid_at: NOW },
    groups,
    match,
    scan_limit: 100,
    limit: 100,
  });
}

const HOSTILE = [
  '"',
  '""',
  "'",
  '*',
  'a*',
  'NEAR(',
  'NEAR',
  'AND',
  'OR',
  'NOT',
  'title:',
  'title : a',
  '{title}',
  '^a',
  '(',
  ')',
  '-a',
  '+',
  'a b',
  '\u0000',
  'a\u0000b',
  '',
  ' ',
  '\\',
  '%',
  '_',
  ';--',
  'é"',
  '\ud800',
  'UPPER',
];

describe('words that mean something to the full-text engine', () => {
  it.each(HOSTILE)('%j finds nothing and breaks nothing', async (word) => {
    await store(opened.backend, memory({ title: 'near and or not title upper', content: 'a b é' }));
    expect(await candidates([[word]])).toEqual({ candidates: [], total: 0 });
    expect(await candidates([[word], ['near']], 'all')).toEqual({ candidates: [], total: 0 });
    expect((await candidates([[word, 'near']])).total).toBe(1);
    const statistics = await opened.backend.termStatistics(SCOPE, [word, 'near']);
    expect(statistics.document_counts).toEqual(new Map([['near', 1]]));
    expect(await opened.backend.completeId(SCOPE, word === '' ? 'none' : word, 5)).toEqual([]);
  });

  it('are quoted', () => {
    expect(matchExpression({ groups: [['near', 'or'], ['é']], match: 'all' })).toBe(
      '("near" OR "or") AND ("é")',
    );
    expect(matchExpression({ groups: [['near'], []], match: 'all' })).toBe(null);
    expect(matchExpression({ groups: [['near'], []], match: 'any' })).toBe('"near"');
    expect(matchExpression({ groups: [], match: 'any' })).toBe(null);
  });
});

describe('a tag', () => {
  it.each(['a', '"', 'a"', '"a', ',"a"', 'a,b', '\\', 'é', '%', "'", '[', ']'])(
    '%j is found whole, alone',
    async (tag) => {
      const holds = memory({ tags: ['first', tag, 'last'] });
      const lone = memory({ tags: [tag] });
      const others = [`${tag}x`, `x${tag}`, `x,${tag}`, `x"${tag}`, `x,"${tag}`, `${tag}","x`, `\\${tag}`];
      await store(opened.backend, holds, lone, memory({ tags: others }), memory());
      const filter = { valid_at: NOW, tags: [tag] };
      const listed = await opened.backend.listMemories(SCOPE, { filter, order: 'created_at', limit: 9 });
      expect(listed.map(({ id }) => id)).toEqual([lone.id, holds.id]);
      expect(await opened.backend.countMemories(SCOPE, filter)).toBe(2);
      const query = { filter, groups: [['content']], match: 'any', scan_limit: 9, limit: 9 } as const;
      expect((await opened.backend.findCandidates(SCOPE, query)).total).toBe(2);
    },
  );
});

describe('large values', () => {
  it('come back as they went in', async () => {
    const big = memory({
      content: '漢'.repeat(50_000),
      title: 'x'.repeat(200),
      tags: Array.from({ length: 50 }, (_, at) => `${at}`.padEnd(100, 't')),
      context: { files_involved: Array.from({ length: 200 }, (_, at) => `${at}`.padEnd(1000, '/')) },
    });
    const wordy = memory({ content: Array.from({ length: 9000 }, (_, at) => `w${at}`).join(' ') });
    await store(opened.backend, big, wordy);
    expect(await opened.backend.findMemories(SCOPE, [big.id])).toEqual([big]);
    expect((await candidates([['w8999']])).candidates.map(({ id }) => id)).toEqual([wordy.id]);
    expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
  });

  it('may be many in one commit', async () => {
    const many = Array.from({ length: 3000 }, () => memory());
    await store(opened.backend, ...many);
    const ids = many.map(({ id }) => id);
    expect(await opened.backend.findMemories(SCOPE, ids)).toHaveLength(3000);
    expect((await opened.backend.termStatistics(SCOPE, ids)).documents).toBe(3000);
  });
});

describe('a stream', () => {
  it('gives one state of the store, in order, whatever is written meanwhile', async () => {
    const many = Array.from({ length: 1700 }, (_, at) =>
      memory({ created_at: new Date(Date.parse(NOW) + (at % 7) * 1000).toISOString() }),
    );
    await store(opened.backend, ...many);
    const seen: string[] = [];
    for await (const each of opened.backend.streamMemories(SCOPE)) {
      seen.push(`${each.created_at} ${each.id}`);
      if (seen.length % 400 === 0) {
        const victim = many[seen.length];
        if (victim === undefined) throw new Error('no victim');
        const gone = { ...victim, version: 2, deleted_at: NOW };
        await opened.backend.commit(SCOPE, changeSet([put(gone, victim), put(memory())]));
      }
    }
    expect(seen).toEqual(many.map((each) => `${each.created_at} ${each.id}`).sort());
    expect(await collect(opened.backend.streamMemories(OPERATOR))).toHaveLength(1704);
  });

  it('that is left early lets the store be closed', async () => {
    await store(opened.backend, ...Array.from({ length: 600 }, () => memory()));
    for await (const _each of opened.backend.streamMemories(SCOPE)) break;
    await store(opened.backend, memory());
  });
});
