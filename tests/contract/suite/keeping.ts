import { describe, expect, it } from 'vitest';
import { sixDecimals } from '../../../src/domain/numbers.js';
import { collect, commit, ids, type OpenBackend, seed, withBackend } from '../bench.js';
import {
  ANN,
  BEN,
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

const A = memory({ id: 'a', importance: 0.2, context: { project_id: 'p' } });
const B = memory({ id: 'b', type: 'task', importance: 0.4, created_at: hours(-1) });
const C = memory({ id: 'c', valid_until: hours(1), context: { project_id: 'q' } });
const AB = relationship({ id: 'ab', from_memory_id: 'a', to_memory_id: 'b' });
const BC = relationship({ id: 'bc', from_memory_id: 'b', to_memory_id: 'c', type: 'CAUSES' });

export function keepingSuite(open: OpenBackend): void {
  describe('store keeping', () => {
    it(
      'counts: of nothing',
      withBackend(open, async (backend) => {
        expect(await backend.counts(ANN, T0)).toEqual({
          memories: 0,
          closed_memories: 0,
          relationships: 0,
          closed_relationships: 0,
          memories_by_type: {},
          relationships_by_type: {},
          memories_by_project: {},
          average_importance: null,
          oldest_created_at: null,
          newest_created_at: null,
          versions: 0,
        });
      }),
    );

    it(
      'counts: what is valid, what is closed, and former versions',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C], [AB, BC]);
        const closed = nextRelationship(BC, hours(2), { valid_until: hours(2) });
        await commit(backend, [putMemory(nextMemory(A, hours(2)), A), putRelationship(closed, BC)]);
        const counts = await backend.counts(ANN, hours(3));
        expect({ ...counts, average_importance: sixDecimals(counts.average_importance ?? 0) }).toEqual({
          memories: 2,
          closed_memories: 1,
          relationships: 1,
          closed_relationships: 1,
          memories_by_type: { fact: 1, task: 1 },
          relationships_by_type: { SOLVES: 1 },
          memories_by_project: { p: 1 },
          average_importance: 0.3,
          oldest_created_at: hours(-1),
          newest_created_at: T0,
          versions: 2,
        });
      }),
    );

    it(
      'counts: nothing of a deleted memory, nor of its relationships',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C], [AB, BC]);
        await commit(backend, [putMemory(nextMemory(B, T0, { deleted_at: T0 }), B)]);
        const counts = await backend.counts(ANN, T0);
        expect(counts.memories).toBe(2);
        expect(counts.relationships).toBe(0);
        expect(counts.versions).toBe(0);
      }),
    );

    it(
      'streams: everything in a stable order, tombstones for the operator only',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C], [AB, BC]);
        await backend.addUse(ANN, [
          { id: 'a', times: 1, at: T0 },
          { id: 'c', times: 2, at: T0 },
        ]);
        const stronger = nextRelationship(AB, hours(1), { strength: 1 });
        await commit(backend, [
          putMemory(nextMemory(A, hours(1), { deleted_at: hours(1) }), A),
          putRelationship(stronger, AB),
        ]);
        expect(ids(await collect(backend.streamMemories(ANN)))).toEqual(['b', 'c']);
        expect(ids(await collect(backend.streamMemories(OPERATOR)))).toEqual(['b', 'a', 'c']);
        expect(await collect(backend.streamMemoryVersions(ANN))).toEqual([]);
        expect(await collect(backend.streamMemoryVersions(OPERATOR))).toEqual([
          { memory: A, superseded_at: hours(1) },
        ]);
        expect(ids(await collect(backend.streamRelationships(ANN)))).toEqual(['bc']);
        expect(await collect(backend.streamRelationships(OPERATOR))).toEqual([stronger, BC]);
        expect(await collect(backend.streamRelationshipVersions(ANN))).toEqual([]);
        expect(await collect(backend.streamRelationshipVersions(OPERATOR))).toEqual([
          { relationship: AB, superseded_at: hours(1) },
        ]);
        expect(ids(await collect(backend.streamUse(ANN)))).toEqual(['c']);
        expect(ids(await collect(backend.streamUse(OPERATOR)))).toEqual(['a', 'c']);
      }),
    );

    it(
      'streams: show one state of the store, whatever is written meanwhile',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B, C]);
        const seen: string[] = [];
        for await (const { id } of backend.streamMemories(ANN)) {
          if (seen.length === 0) await seed(backend, [memory({ id: 'late', created_at: hours(9) })]);
          seen.push(id);
        }
        expect(seen).toEqual(['b', 'a', 'c']);
        expect(await backend.countMemories(ANN, { valid_at: hours(9), include_closed: true })).toBe(4);
      }),
    );

    it(
      'streams: more records than any page',
      withBackend(open, async (backend) => {
        const many = Array.from({ length: 1_203 }, (_, at) =>
          memory({ id: `m${String(at).padStart(4, '0')}`, created_at: hours(Math.floor(at / 7)) }),
        );
        await seed(backend, many);
        expect(ids(await collect(backend.streamMemories(ANN)))).toEqual(ids(many));
      }),
    );

    it(
      'verify: finds nothing wrong after ordinary writes',
      withBackend(open, async (backend) => {
        await seed(backend, [A, B], [AB]);
        const next = nextMemory(A, hours(1), { content: 'other words' });
        await commit(backend, [putMemory(next, A)]);
        await commit(backend, [putMemory(nextMemory(B, hours(1), { deleted_at: hours(1) }), B)]);
        expect((await backend.verify(OPERATOR)).faults).toEqual([]);
      }),
    );

    it(
      'secret: the same for everyone on the store, another one in another store',
      withBackend(open, async (backend) => {
        const secret = await backend.secret(ANN);
        expect(secret.byteLength).toBeGreaterThanOrEqual(32);
        expect(Buffer.from(await backend.secret(BEN)).equals(secret)).toBe(true);
        const other = await open();
        expect(Buffer.from(await other.secret(ANN)).equals(secret)).toBe(false);
        await other.close();
      }),
    );
  });
}
