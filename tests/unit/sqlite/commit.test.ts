import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '../../../src/domain/memory.js';
import {
  changeSet,
  codeOf,
  collect,
  memory,
  NOW,
  OPERATOR,
  put,
  relate,
  relationship,
  SCOPE,
  store,
  temporaryStore,
} from './fixtures.js';

let opened: Awaited<ReturnType<typeof temporaryStore>>;
beforeEach(async () => {
  opened = await temporaryStore();
});
afterEach(() => opened.remove());

async function expectSound(): Promise<void> {
  expect((await opened.backend.verify(SCOPE)).faults).toEqual([]);
}

describe('a commit', () => {
  it('keeps every field of a memory', async () => {
    const full = memory({
      summary: 'a summary, üñî 漢字 😀',
      tags: ['b', 'a'],
      effectiveness: 0.123456,
      importance: 0,
      confidence: 1,
      valid_until: '2027-01-01T00:00:00.000Z',
      context: {
        project_id: 'p',
        project_path: 'C:\\work\\p\\',
        languages: ['TypeScript'],
        additional_metadata: { list: [1, null, { deep: 'x' }], ['__proto__']: 'kept' },
      },
      source: { kind: 'import', client: 'c 1', flags: ['hidden_characters'] },
    });
    await store(opened.backend, full);
    expect(await opened.backend.findMemories(SCOPE, [full.id, 'other'])).toEqual([full]);
    await expectSound();
  });

  it('writes nothing where a precondition fails after others held', async () => {
    const there = memory();
    await store(opened.backend, there);
    const next = memory();
    const outcome = await opened.backend.commit(
      SCOPE,
      changeSet(
        [put(next)],
        [
          { kind: 'memory_absent', id: next.id },
          { kind: 'memory_is', id: there.id, version: 1 },
          { kind: 'memory_is', id: there.id, version: 7 },
        ],
      ),
    );
    expect(outcome).toEqual({
      committed: false,
      failed: { kind: 'memory_is', id: there.id, version: 7 },
      current_version: 1,
    });
    expect(await opened.backend.findMemories(SCOPE, [next.id])).toEqual([]);
    await expectSound();
  });

  it('writes nothing where a change fails midway', async () => {
    const first = memory({ tags: ['x'] });
    const twice = memory();
    const failing = opened.backend.commit(SCOPE, changeSet([put(first), put(twice), put(twice)]));
    expect(await codeOf(failing)).toBe('conflict');
    expect(await opened.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(0);
    expect((await opened.backend.termStatistics(SCOPE, ['memory'])).documents).toBe(0);
    await store(opened.backend, first);
    await expectSound();
  });

  it('answers a repeated change set without doing it again', async () => {
    const changes = changeSet([put(memory())]);
    expect(await opened.backend.commit(SCOPE, changes)).toEqual({ committed: true });
    expect(await opened.backend.commit(SCOPE, changes)).toEqual({ committed: true });
    expect(await opened.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(1);
  });

  it('forgets change sets after their days', async () => {
    const old = { ...changeSet([put(memory())]), at: '2026-01-01T00:00:00.000Z' };
    await opened.backend.commit(SCOPE, old);
    for (let at = 0; at < 500; at++) await opened.backend.commit(SCOPE, changeSet([]));
    expect(await codeOf(opened.backend.commit(SCOPE, old))).toBe('conflict');
  });

  it('keeps former versions, tombstones and restored memories', async () => {
    const first = memory({ content: 'alpha', tags: ['one'] });
    await store(opened.backend, first);
    const later = '2026-11-22T13:00:00.000Z';
    const second: Memory = {
      ...first,
      version: 2,
      content: 'beta',
      tags: ['two'],
      recorded_at: later,
      updated_at: later,
    };
    await opened.backend.commit(SCOPE, changeSet([put(second, first)]));
    expect(await opened.backend.memoryHistory(SCOPE, first.id)).toEqual([
      { memory: first, superseded_at: later },
    ]);
    const third: Memory = { ...second, version: 3, deleted_at: later };
    await opened.backend.commit(SCOPE, changeSet([put(third, second)]));
    expect(await opened.backend.findMemories(SCOPE, [first.id])).toEqual([]);
    expect(await opened.backend.memoryHistory(SCOPE, first.id)).toEqual([]);
    expect(await collect(opened.backend.streamMemories(SCOPE))).toEqual([]);
    expect(await collect(opened.backend.streamMemories(OPERATOR))).toEqual([third]);
    await expectSound();
    const outcome = await opened.backend.commit(
      SCOPE,
      changeSet(
        [put({ ...third, version: 4, deleted_at: null }, third)],
        [{ kind: 'tombstone_is', id: first.id, version: 3 }],
      ),
    );
    expect(outcome.committed).toBe(true);
    expect((await opened.backend.findMemories(SCOPE, [first.id]))[0]?.version).toBe(4);
    expect((await opened.backend.termStatistics(SCOPE, ['alpha', 'beta'])).document_counts).toEqual(
      new Map([['beta', 1]]),
    );
    await expectSound();
  });
});

describe('preconditions about relationships', () => {
  it('find equal relationships by their canonical form', async () => {
    const [a, b] = [memory(), memory()];
    await store(opened.backend, a, b);
    const general = relationship(a.id, b.id, { type: 'GENERALIZES' });
    await opened.backend.commit(SCOPE, changeSet([relate(general)]));
    const outcome = await opened.backend.commit(
      SCOPE,
      changeSet([], [{ kind: 'no_equal_relationship', type: 'SPECIALIZES', from: b.id, to: a.id }]),
    );
    expect(outcome).toMatchObject({ committed: false, existing_id: general.id });
  });

  it('find cycles over visible, open edges only', async () => {
    const [a, b, c] = [memory(), memory(), memory()];
    await store(opened.backend, a, b, c);
    const ab = relationship(a.id, b.id, { type: 'DEPENDS_ON' });
    const bc = relationship(b.id, c.id, { type: 'DEPENDS_ON' });
    await opened.backend.commit(SCOPE, changeSet([relate(ab), relate(bc)]));
    const closing = { kind: 'acyclic', type: 'DEPENDS_ON', from: c.id, to: a.id } as const;
    const ask = () => opened.backend.commit(SCOPE, changeSet([], [closing]));
    expect((await ask()).committed).toBe(false);
    const closed = { ...bc, version: 2, valid_until: NOW };
    await opened.backend.commit(SCOPE, changeSet([relate(closed, bc)]));
    expect((await ask()).committed).toBe(true);
    await opened.backend.commit(
      SCOPE,
      changeSet([relate({ ...closed, version: 3, valid_until: null }, closed)]),
    );
    expect((await ask()).committed).toBe(false);
    await opened.backend.commit(SCOPE, changeSet([put({ ...b, version: 2, deleted_at: NOW }, b)]));
    expect((await ask()).committed).toBe(true);
    await expectSound();
  });
});
