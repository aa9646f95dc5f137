import { describe, expect, it } from 'vitest';
import { attempt, collect, commit, type OpenBackend, seed, withBackend } from '../bench.js';
import {
  ANN,
  BEN,
  changeSet,
  hours,
  memory,
  nextMemory,
  nextRelationship,
  OPERATOR,
  putMemory,
  putRelationship,
  relationship,
  T0,
} from '../records.js';

const FULL = memory({
  id: 'full',
  type: 'decision',
  title: 'Why SQLite',
  content: 'One file.\nNo server. Straße, 検索, 🎈',
  summary: 'One file',
  tags: ['storage', 'choice'],
  importance: 0.123456,
  confidence: 1,
  effectiveness: 0,
  valid_until: hours(5),
  context: {
    project_id: 'example.org/a/b',
    project_path: '/home/a/b',
    files_involved: ['src/x.ts'],
    languages: ['TypeScript'],
    frameworks: ['Node'],
    technologies: ['SQLite'],
    git_branch: 'main',
    session_id: 's1',
    additional_metadata: { ticket: 7, nested: { list: [1, null, 'x'] } },
  },
  source: { kind: 'import', client: 'test 1', origin: { format: 'json', original_id: 'o 1', version: 3 } },
});

export function commitSuite(open: OpenBackend): void {
  describe('commit', () => {
    it(
      'keeps every field of a memory and of a relationship',
      withBackend(open, async (backend) => {
        const edge = relationship({
          id: 'r1',
          from_memory_id: 'full',
          to_memory_id: 'b',
          context: 'when it rains',
          evidence_count: 2,
          success_rate: 0.25,
          validation_count: 3,
          counter_evidence_count: 1,
          last_validated: hours(1),
          valid_until: hours(2),
          invalidated_by: 'b',
        });
        await seed(backend, [FULL, memory({ id: 'b' })], [edge]);
        expect(await backend.findMemories(ANN, ['full'])).toEqual([FULL]);
        expect(await backend.findRelationships(ANN, { ids: ['r1'], limit: 5 })).toEqual([edge]);
      }),
    );

    it(
      'puts the former state into the history, superseded when the next became known',
      withBackend(open, async (backend) => {
        const [one, edge] = [
          memory({ id: 'a' }),
          relationship({ id: 'r', from_memory_id: 'a', to_memory_id: 'b' }),
        ];
        await seed(backend, [one, memory({ id: 'b' })], [edge]);
        const two = nextMemory(one, hours(1), { content: 'second text' });
        const closed = nextRelationship(edge, hours(1), { valid_until: hours(1) });
        await commit(backend, [putMemory(two, one), putRelationship(closed, edge)], [], hours(1));
        const three = nextMemory(two, hours(2), { content: 'third text' });
        await commit(backend, [putMemory(three, two)], [], hours(2));
        expect(await backend.findMemories(ANN, ['a'])).toEqual([three]);
        expect(await backend.memoryHistory(ANN, 'a')).toEqual([
          { memory: one, superseded_at: hours(1) },
          { memory: two, superseded_at: hours(2) },
        ]);
        expect(await backend.relationshipHistory(ANN, 'r')).toEqual([
          { relationship: edge, superseded_at: hours(1) },
        ]);
      }),
    );

    it(
      'restores history, use and answers as a backup tells them',
      withBackend(open, async (backend) => {
        const now = memory({ id: 'a', version: 3 });
        const edge = relationship({ id: 'r', from_memory_id: 'a', to_memory_id: 'b', version: 2 });
        await commit(backend, [
          putMemory(now),
          putMemory(memory({ id: 'b' })),
          putRelationship(edge),
          { kind: 'put_memory_version', memory: { ...now, version: 2 }, superseded_at: hours(2) },
          { kind: 'put_memory_version', memory: { ...now, version: 1 }, superseded_at: hours(1) },
          {
            kind: 'put_relationship_version',
            relationship: { ...edge, version: 1 },
            superseded_at: hours(1),
          },
          { kind: 'put_use', id: 'a', usage_count: 7, last_accessed: hours(1) },
          { kind: 'put_use', id: 'b', usage_count: 0, last_accessed: null },
        ]);
        expect((await backend.memoryHistory(ANN, 'a')).map((each) => each.memory.version)).toEqual([1, 2]);
        expect(await backend.relationshipHistory(ANN, 'r')).toHaveLength(1);
        expect(await backend.findUse(ANN, ['a'])).toEqual([
          { id: 'a', usage_count: 7, last_accessed: hours(1) },
        ]);
        expect(await backend.findUse(ANN, ['b'])).toEqual([{ id: 'b', usage_count: 0, last_accessed: null }]);
      }),
    );

    it(
      'does nothing the second time it is given a change set, also when its preconditions no longer hold',
      withBackend(open, async (backend) => {
        const changes = changeSet([putMemory(memory({ id: 'a' }))], [{ kind: 'memory_absent', id: 'a' }]);
        expect(await backend.commit(ANN, changes)).toEqual({ committed: true });
        expect(await backend.commit(ANN, changes)).toEqual({ committed: true });
        expect(await collect(backend.streamMemories(OPERATOR))).toHaveLength(1);
      }),
    );

    it(
      'may be tried again with the same id after it was refused',
      withBackend(open, async (backend) => {
        const changes = changeSet(
          [putMemory(memory({ id: 'b' }))],
          [{ kind: 'memory_is', id: 'a', version: 1 }],
        );
        expect((await backend.commit(ANN, changes)).committed).toBe(false);
        await seed(backend, [memory({ id: 'a' })]);
        expect(await backend.commit(ANN, changes)).toEqual({ committed: true });
        expect(await backend.findMemories(ANN, ['b'])).toHaveLength(1);
      }),
    );

    it(
      'writes nothing when one precondition fails, and names the first that does',
      withBackend(open, async (backend) => {
        await seed(backend, [memory({ id: 'a' })]);
        const outcome = await attempt(
          backend,
          [putMemory(memory({ id: 'b' })), { kind: 'put_use', id: 'a', usage_count: 1, last_accessed: T0 }],
          [
            { kind: 'memory_is', id: 'a' },
            { kind: 'memory_is', id: 'missing' },
            { kind: 'memory_absent', id: 'a' },
          ],
        );
        expect(outcome).toEqual({ committed: false, failed: { kind: 'memory_is', id: 'missing' } });
        expect(await backend.findMemories(ANN, ['b'])).toEqual([]);
        expect(await backend.findUse(ANN, ['a'])).toEqual([]);
      }),
    );

    it(
      'writes nothing when a change contradicts what is there',
      withBackend(open, async (backend) => {
        const a = memory({ id: 'a' });
        await seed(backend, [a]);
        const changes = [putMemory(memory({ id: 'b' })), putMemory(a)];
        await expect(attempt(backend, changes)).rejects.toMatchObject({ code: 'conflict' });
        expect(await backend.findMemories(ANN, ['b'])).toEqual([]);
        expect((await backend.termStatistics(ANN, ['b'])).documents).toBe(1);
      }),
    );

    it(
      'shares no state with its callers',
      withBackend(open, async (backend) => {
        const a = memory({ id: 'a', tags: ['one'] });
        await seed(backend, [a]);
        (a.tags as string[]).push('two');
        expect((await backend.findMemories(ANN, ['a']))[0]?.tags).toEqual(['one']);
      }),
    );
  });

  describe('idempotency', () => {
    it(
      'keeps an answer for its tool, key and user until it expires',
      withBackend(open, async (backend) => {
        const record = { tool: 't', key: 'k', body_hash: 'h', answer: '{"id":"a"}', expires_at: hours(24) };
        await commit(backend, [{ kind: 'put_idempotency', record }]);
        expect(await backend.findIdempotency(ANN, 't', 'k', hours(23))).toEqual(record);
        expect(await backend.findIdempotency(ANN, 't', 'k', hours(24))).toBeNull();
        expect(await backend.findIdempotency(ANN, 'other', 'k', T0)).toBeNull();
        expect(await backend.findIdempotency(ANN, 't', 'other', T0)).toBeNull();
        expect(await backend.findIdempotency(BEN, 't', 'k', T0)).toBeNull();
      }),
    );

    it(
      'lets a key be used again once its record has expired',
      withBackend(open, async (backend) => {
        const record = { tool: 't', key: 'k', body_hash: 'h', answer: '1', expires_at: hours(24) };
        const free = { kind: 'idempotency_free', tool: 't', key: 'k' } as const;
        await commit(backend, [{ kind: 'put_idempotency', record }], [free]);
        expect(await attempt(backend, [], [free], hours(23))).toEqual({ committed: false, failed: free });
        const later = { ...record, answer: '2', expires_at: hours(49) };
        await commit(backend, [{ kind: 'put_idempotency', record: later }], [free], hours(25));
        expect(await backend.findIdempotency(ANN, 't', 'k', hours(26))).toEqual(later);
      }),
    );
  });
}
