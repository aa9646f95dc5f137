import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/contracts/backend.js';
import { collect, commit, type OpenBackend, seed, withBackend } from '../bench.js';
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

const A = memory({ id: 'a', content: 'zebra' });
const B = memory({ id: 'b' });
const C = memory({ id: 'c' });
const BC = relationship({ id: 'bc', from_memory_id: 'b', to_memory_id: 'c', context: 'a word' });

export function erasingSuite(open: OpenBackend): void {
  describe('erasing', () => {
    it(
      'purges a memory with its history, its use, its words and its relationships',
      withBackend(open, async (backend) => {
        const edge = relationship({ id: 'r', from_memory_id: 'b', to_memory_id: 'a' });
        await seed(backend, [A, B], [edge]);
        await commit(backend, [
          putMemory(nextMemory(A, hours(1), { importance: 1 }), A),
          putRelationship(nextRelationship(edge, hours(1), { strength: 1 }), edge),
        ]);
        await backend.addUse(ANN, [{ id: 'a', times: 1, at: T0 }]);
        await commit(backend, [{ kind: 'purge_memory', id: 'a' }]);
        expect((await collect(backend.streamMemories(OPERATOR))).map((left) => left.id)).toEqual(['b']);
        expect(await collect(backend.streamMemoryVersions(OPERATOR))).toEqual([]);
        expect(await collect(backend.streamRelationships(OPERATOR))).toEqual([]);
        expect(await collect(backend.streamRelationshipVersions(OPERATOR))).toEqual([]);
        expect(await collect(backend.streamUse(OPERATOR))).toEqual([]);
        expect((await backend.termStatistics(ANN, ['zebra'])).document_counts.size).toBe(0);
        expect((await backend.verify(OPERATOR)).faults).toEqual([]);
      }),
    );

    it(
      'purges a tombstone; an id that is not there is passed over',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B]);
        await commit(backend, [putMemory(nextMemory(A, hours(1), { deleted_at: hours(1) }), A)]);
        await commit(backend, [
          { kind: 'purge_memory', id: 'nobody' },
          { kind: 'purge_memory', id: 'a' },
        ]);
        expect((await collect(backend.streamMemories(OPERATOR))).map(({ id }) => id)).toEqual(['b']);
      }),
    );

    it(
      'takes the id of a purged memory out of other relationships, those of the past as well',
      withBackend(open, async (backend) => {
        const closed = nextRelationship(BC, hours(1), { valid_until: hours(1), invalidated_by: 'a' });
        const stronger = nextRelationship(closed, hours(2), { strength: 1 });
        await seed(backend, [A, B, C], [BC]);
        await commit(backend, [putRelationship(closed, BC)]);
        await commit(backend, [putRelationship(stronger, closed)]);
        await commit(backend, [{ kind: 'purge_memory', id: 'a' }]);
        expect(await collect(backend.streamRelationships(OPERATOR))).toEqual([
          { ...stronger, invalidated_by: null },
        ]);
        expect(
          (await collect(backend.streamRelationshipVersions(OPERATOR))).map((v) => v.relationship),
        ).toEqual([BC, { ...closed, invalidated_by: null }]);
      }),
    );

    it(
      'forgets the answers that name a purged memory, whoever they were given to, and no others',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B]);
        await keepAnswer(backend, 'k1', [{ id: 'b', near_duplicates: [{ id: 'a', title: 'zebra' }] }]);
        await keepAnswer(backend, 'k2', [{ id: 'ab' }], BEN);
        await keepAnswer(backend, 'k3', [{ id: 'a' }], BEN);
        await commit(backend, [{ kind: 'purge_memory', id: 'a' }]);
        expect(await backend.findIdempotency(ANN, 't', 'k1', T0)).toBeNull();
        expect(await backend.findIdempotency(BEN, 't', 'k2', T0)).not.toBeNull();
        expect(await backend.findIdempotency(BEN, 't', 'k3', T0)).toBeNull();
      }),
    );

    it(
      'forgets answers by a text in them or in their key, without regard to case',
      withBackend(open, async (backend) => {
        await keepAnswer(backend, 'k1', [{ id: 'b', near_duplicates: [{ id: 'c', title: 'Say "ÉTÉ"' }] }]);
        await keepAnswer(backend, 'of-été', [{ id: 'b' }], BEN);
        await keepAnswer(backend, 'k3', [{ id: 'b' }]);
        expect(await backend.countAnswers(OPERATOR, ['nothing', 'été'])).toBe(2);
        await commit(backend, [{ kind: 'purge_answers', folded: ['nothing', 'été'] }]);
        expect(await backend.countAnswers(OPERATOR, ['nothing', 'été'])).toBe(0);
        expect(await backend.findIdempotency(ANN, 't', 'k1', T0)).toBeNull();
        expect(await backend.findIdempotency(BEN, 't', 'of-été', T0)).toBeNull();
        expect(await backend.findIdempotency(ANN, 't', 'k3', T0)).not.toBeNull();
      }),
    );

    it(
      'purges a relationship with its history, and nothing of its memories',
      withBackend(open, async (backend) => {
        const other = relationship({ id: 'other', from_memory_id: 'c', to_memory_id: 'b', type: 'CAUSES' });
        await seed(backend, [B, C], [BC, other]);
        await commit(backend, [
          putRelationship(nextRelationship(BC, hours(1), { context: 'another' }), BC),
          putRelationship(nextRelationship(other, hours(1), { strength: 1 }), other),
        ]);
        await commit(backend, [
          { kind: 'purge_relationship', id: 'nobody' },
          { kind: 'purge_relationship', id: 'bc' },
        ]);
        expect((await collect(backend.streamRelationships(OPERATOR))).map(({ id }) => id)).toEqual(['other']);
        expect(await collect(backend.streamRelationshipVersions(OPERATOR))).toHaveLength(1);
        expect(await collect(backend.streamMemories(OPERATOR))).toEqual([B, C]);
        expect((await backend.verify(OPERATOR)).faults).toEqual([]);
      }),
    );

    it(
      'replaces a version of the history',
      withBackend(open, async (backend) => {
        const next = nextMemory(A, hours(1), { content: 'horse' });
        await seed(backend, [A]);
        await commit(backend, [putMemory(next, A)]);
        const erased = { ...A, content: 'gone' };
        await commit(backend, [{ kind: 'put_memory_version', memory: erased, superseded_at: hours(1) }]);
        expect(await backend.memoryHistory(ANN, 'a')).toEqual([{ memory: erased, superseded_at: hours(1) }]);
        expect(await backend.findMemories(ANN, ['a'])).toEqual([next]);
      }),
    );

    it(
      'scrubs: what is there stays as it is and is found, and writing goes on',
      withBackend(open, async (backend) => {
        const edge = relationship({ id: 'r', from_memory_id: 'b', to_memory_id: 'a' });
        await seed(backend, [A, B, C], [BC, edge]);
        await commit(backend, [{ kind: 'purge_memory', id: 'b' }]);
        await backend.scrub(OPERATOR);
        expect(await collect(backend.streamMemories(OPERATOR))).toEqual([A, C]);
        const { candidates } = await backend.findCandidates(ANN, {
          filter: { valid_at: T0 },
          groups: [['zebra']],
          match: 'any',
          scan_limit: 9,
          limit: 9,
        });
        expect(candidates.map(({ id }) => id)).toEqual(['a']);
        expect(await backend.commit(ANN, changeSet([putMemory(B)]))).toEqual({ committed: true });
        await backend.scrub(OPERATOR);
        expect((await backend.verify(OPERATOR)).faults).toEqual([]);
      }),
    );
  });
}

async function keepAnswer(backend: Backend, key: string, answer: unknown, as = ANN): Promise<void> {
  const record = {
    tool: 't',
    key,
    body_hash: 'h',
    answer: JSON.stringify(answer),
    expires_at: hours(24),
  };
  const outcome = await backend.commit(as, changeSet([{ kind: 'put_idempotency', record }]));
  expect(outcome).toEqual({ committed: true });
}
