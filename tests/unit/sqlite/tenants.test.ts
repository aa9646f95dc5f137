import { describe, expect, it } from 'vitest';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import {
  changeSet,
  collect,
  memory,
  NOW,
  put,
  relate,
  relationship,
  SCOPE,
  temporaryStore,
} from './fixtures.js';

const OTHER = { ...SCOPE, tenant_id: 'other' } as AccessScope;
const FILTER = { valid_at: NOW };

describe('two tenants in one file', () => {
  it('see nothing of each other, with equal ids and words', async () => {
    const { backend, remove } = await temporaryStore();
    const [a, b] = [memory({ content: 'shared mine', tags: ['t'] }), memory({ content: 'shared' })];
    const foreign = { ...a, content: 'shared theirs', title: 'theirs' };
    const edge = relationship(a.id, b.id);
    await backend.commit(SCOPE, changeSet([put(a), put(b), relate(edge)]));
    const before = await seen();
    await backend.commit(OTHER, changeSet([put(foreign), put(memory({ content: 'shared theirs' }))]));
    await backend.commit(OTHER, changeSet([put({ ...foreign, version: 2 }, foreign)]));
    await backend.addUse(OTHER, [{ id: a.id, times: 3, at: NOW }]);
    expect(await seen()).toEqual(before);
    expect(await backend.findMemories(OTHER, [a.id, b.id])).toEqual([{ ...foreign, version: 2 }]);
    expect(await backend.findRelationships(OTHER, { ids: [edge.id], limit: 9 })).toEqual([]);
    expect((await backend.verify(SCOPE)).faults).toEqual([]);
    expect((await backend.verify(OTHER)).faults).toEqual([]);
    await remove();

    async function seen() {
      return {
        candidates: (await candidates()).map(({ id, document }) => ({ id, document })),
        statistics: await backend.termStatistics(SCOPE, ['shared', 'theirs', 'mine']),
        vocabulary: await backend.vocabulary(SCOPE, { min_length: 1, max_length: 99 }),
        listed: await backend.listMemories(SCOPE, { filter: FILTER, order: 'created_at', limit: 9 }),
        tagged: await backend.countMemories(SCOPE, { ...FILTER, tags: ['t'] }),
        counts: await backend.counts(SCOPE, NOW),
        use: await collect(backend.streamUse(SCOPE)),
        history: await backend.memoryHistory(SCOPE, a.id),
      };
    }

    async function candidates() {
      const query = { filter: FILTER, groups: [['shared']], match: 'any', scan_limit: 9, limit: 9 } as const;
      return (await backend.findCandidates(SCOPE, query)).candidates;
    }
  });
});
