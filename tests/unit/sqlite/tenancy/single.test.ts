import { describe, expect, it } from 'vitest';
import { OPERATOR, SCOPE, temporaryStore } from '../fixtures.js';

describe('a store without tenants', () => {
  it('has no grants, and no audit chain', async () => {
    const { backend, remove } = await temporaryStore();
    for (const scope of [SCOPE, OPERATOR]) {
      expect(await backend.projectGrants(scope)).toEqual([]);
      expect(() => backend.audit(scope)).toThrow(expect.objectContaining({ code: 'unsupported' }));
    }
    await remove();
  });
});
