import { describe, expect, it } from 'vitest';
import type { Precondition } from '../../../src/domain/change-set.js';
import type { RelationshipType } from '../../../src/domain/relationship-types.js';
import { attempt, commit, type OpenBackend, seed, withBackend } from '../bench.js';
import {
  hours,
  memory,
  nextMemory,
  nextRelationship,
  putMemory,
  putRelationship,
  relationship,
  T0,
} from '../records.js';

const A = memory({ id: 'a' });
const TOMBSTONE = nextMemory(A, T0, { deleted_at: T0 });
const HOLDS = { committed: true };

export function preconditionSuite(open: OpenBackend): void {
  const refused = (failed: Precondition, more: object = {}) => ({ committed: false, failed, ...more });

  describe('preconditions on memories', () => {
    it(
      'memory_absent: fails for a memory and for a tombstone',
      withBackend(open, async (backend) => {
        const absent = { kind: 'memory_absent', id: 'a' } as const;
        expect(await attempt(backend, [], [absent])).toEqual(HOLDS);
        await seed(backend, [A]);
        expect(await attempt(backend, [], [absent])).toEqual(refused(absent));
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [absent])).toEqual(refused(absent));
      }),
    );

    it(
      'memory_is: with another version tells the present one, for a missing one or a tombstone nothing',
      withBackend(open, async (backend) => {
        const stale = { kind: 'memory_is', id: 'a', version: 9 } as const;
        expect(await attempt(backend, [], [stale])).toEqual(refused(stale));
        await seed(backend, [A]);
        expect(await attempt(backend, [], [stale])).toEqual(refused(stale, { current_version: 1 }));
        expect(await attempt(backend, [], [{ kind: 'memory_is', id: 'a', version: 1 }])).toEqual(HOLDS);
        expect(await attempt(backend, [], [{ kind: 'memory_is', id: 'a' }])).toEqual(HOLDS);
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        const gone = { kind: 'memory_is', id: 'a', version: 2 } as const;
        expect(await attempt(backend, [], [gone])).toEqual(refused(gone));
      }),
    );

    it(
      'tombstone_is: needs a tombstone of this version',
      withBackend(open, async (backend) => {
        const asked = { kind: 'tombstone_is', id: 'a', version: 2 } as const;
        expect(await attempt(backend, [], [asked])).toEqual(refused(asked));
        await seed(backend, [A]);
        expect(await attempt(backend, [], [{ ...asked, version: 1 }])).toEqual(
          refused({ ...asked, version: 1 }),
        );
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [asked])).toEqual(HOLDS);
        expect(await attempt(backend, [], [{ ...asked, version: 1 }])).toEqual(
          refused({ ...asked, version: 1 }),
        );
      }),
    );

    it(
      'no_duplicate: same content, creator and visibility, not closed, not deleted; the first stored is named',
      withBackend(open, async (backend) => {
        const asked = {
          kind: 'no_duplicate',
          content_hash: A.content,
          created_by: 'ann',
          visibility: null,
        } as const;
        expect(await attempt(backend, [], [asked])).toEqual(HOLDS);
        const again = memory({ id: '0', content: A.content });
        await seed(backend, [A, again]);
        expect(await attempt(backend, [], [asked])).toEqual(refused(asked, { existing_id: 'a' }));
        expect(await attempt(backend, [], [{ ...asked, created_by: 'ben' }])).toEqual(HOLDS);
        expect(await attempt(backend, [], [{ ...asked, visibility: 'private' }])).toEqual(HOLDS);
        expect(await attempt(backend, [], [{ ...asked, content_hash: 'other' }])).toEqual(HOLDS);
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [asked])).toEqual(refused(asked, { existing_id: '0' }));
        await commit(backend, [putMemory(nextMemory(again, hours(1), { valid_until: hours(1) }), again)]);
        expect(await attempt(backend, [], [asked], T0)).toEqual(refused(asked, { existing_id: '0' }));
        expect(await attempt(backend, [], [asked], hours(1))).toEqual(HOLDS);
      }),
    );

    it(
      'no_duplicate: a memory that is not valid yet counts; its own visibility is compared',
      withBackend(open, async (backend) => {
        await seed(backend, [
          memory({ id: 'p', content: 'x', valid_from: hours(9), context: { visibility: 'private' } }),
        ]);
        const asked = { kind: 'no_duplicate', content_hash: 'x', created_by: 'ann' } as const;
        const held = { ...asked, visibility: 'private' };
        expect(await attempt(backend, [], [{ ...asked, visibility: null }])).toEqual(HOLDS);
        expect(await attempt(backend, [], [held])).toEqual(refused(held, { existing_id: 'p' }));
      }),
    );

    it(
      'empty: fails for a tombstone too',
      withBackend(open, async (backend) => {
        const empty = { kind: 'empty' } as const;
        expect(await attempt(backend, [], [empty])).toEqual(HOLDS);
        await seed(backend, [A]);
        expect(await attempt(backend, [], [empty])).toEqual(refused(empty));
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [empty])).toEqual(refused(empty));
      }),
    );
  });

  describe('preconditions on relationships', () => {
    const edge = (id: string, from: string, to: string, type: RelationshipType = 'CAUSES') =>
      relationship({ id, from_memory_id: from, to_memory_id: to, type });
    const abc = [A, memory({ id: 'b' }), memory({ id: 'c' })];

    it(
      'relationship_is and relationship_absent: one whose memory is deleted is neither visible nor absent',
      withBackend(open, async (backend) => {
        const is = { kind: 'relationship_is', id: 'r', version: 1 } as const;
        const absent = { kind: 'relationship_absent', id: 'r' } as const;
        expect(await attempt(backend, [], [absent])).toEqual(HOLDS);
        expect(await attempt(backend, [], [is])).toEqual(refused(is));
        const ab = edge('r', 'a', 'b');
        await seed(backend, abc, [ab]);
        expect(await attempt(backend, [], [is])).toEqual(HOLDS);
        expect(await attempt(backend, [], [absent])).toEqual(refused(absent));
        await commit(backend, [putRelationship(nextRelationship(ab, T0, { strength: 0.1 }), ab)]);
        expect(await attempt(backend, [], [is])).toEqual(refused(is, { current_version: 2 }));
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [is])).toEqual(refused(is));
        expect(await attempt(backend, [], [absent])).toEqual(refused(absent));
      }),
    );

    it(
      'no_equal_relationship: inverse types and symmetric ends count as one, closed ones do not count',
      withBackend(open, async (backend) => {
        const replaces = edge('r1', 'a', 'b', 'REPLACES');
        await seed(backend, abc, [replaces, edge('r2', 'c', 'b', 'RELATED_TO')]);
        const equal = (type: RelationshipType, from: string, to: string) =>
          ({ kind: 'no_equal_relationship', type, from, to }) as const;
        const inverse = equal('DEPRECATED_BY', 'b', 'a');
        const mirrored = equal('RELATED_TO', 'b', 'c');
        expect(await attempt(backend, [], [inverse])).toEqual(refused(inverse, { existing_id: 'r1' }));
        expect(await attempt(backend, [], [mirrored])).toEqual(refused(mirrored, { existing_id: 'r2' }));
        expect(await attempt(backend, [], [equal('REPLACES', 'b', 'a')])).toEqual(HOLDS);
        expect(await attempt(backend, [], [equal('CAUSES', 'a', 'b')])).toEqual(HOLDS);
        const closed = nextRelationship(replaces, hours(1), { valid_until: hours(1) });
        await commit(backend, [putRelationship(closed, replaces)]);
        expect(await attempt(backend, [], [inverse], hours(1))).toEqual(HOLDS);
        expect(await attempt(backend, [], [inverse], T0)).toEqual(refused(inverse, { existing_id: 'r1' }));
        await commit(backend, [putMemory(TOMBSTONE, A)]);
        expect(await attempt(backend, [], [inverse], T0)).toEqual(HOLDS);
      }),
    );

    it(
      'acyclic: follows edges of the counted type that are open and visible, over any distance',
      withBackend(open, async (backend) => {
        const [b, c] = [memory({ id: 'b' }), memory({ id: 'c' })];
        const bc = edge('r2', 'b', 'c', 'GENERALIZES');
        await seed(backend, [A, b, c], [edge('r1', 'b', 'a', 'SPECIALIZES'), bc]);
        const acyclic = (type: RelationshipType, from: string, to: string) =>
          ({ kind: 'acyclic', type, from, to }) as const;
        const back = acyclic('GENERALIZES', 'c', 'a');
        expect(await attempt(backend, [], [back])).toEqual(refused(back));
        expect(await attempt(backend, [], [acyclic('SPECIALIZES', 'a', 'c')])).toEqual(
          refused(acyclic('SPECIALIZES', 'a', 'c')),
        );
        expect(await attempt(backend, [], [acyclic('GENERALIZES', 'a', 'c')])).toEqual(HOLDS);
        expect(await attempt(backend, [], [acyclic('CAUSES', 'c', 'a')])).toEqual(HOLDS);
        await commit(backend, [putRelationship(nextRelationship(bc, T0, { valid_until: T0 }), bc)]);
        expect(await attempt(backend, [], [back])).toEqual(HOLDS);
      }),
    );

    it(
      'acyclic: a deleted memory on the way breaks the chain',
      withBackend(open, async (backend) => {
        const b = memory({ id: 'b' });
        await seed(backend, [A, b, memory({ id: 'c' })], [edge('r1', 'a', 'b'), edge('r2', 'b', 'c')]);
        const back = { kind: 'acyclic', type: 'CAUSES', from: 'c', to: 'a' } as const;
        expect(await attempt(backend, [], [back])).toEqual(refused(back));
        await commit(backend, [putMemory(nextMemory(b, T0, { deleted_at: T0 }), b)]);
        expect(await attempt(backend, [], [back])).toEqual(HOLDS);
      }),
    );
  });
}
