import { describe, expect, it } from 'vitest';
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { testFolder } from '../support/test-folder.js';
import { askAcrossTenants } from './ranking/across-tenants.js';

describe('another tenant that stores many memories of the same words', () => {
  // 10,000 on SQLite: `tests/verify/isolation.ts`.
  it.each([
    ['sqlite', { own: 320, foreign: 1_000, few: 4 }],
    ['reference', { own: 30, foreign: 60, few: 2 }],
  ] as const)('changes no score, order, total or hint (%s)', { timeout: 60_000 }, async (name, counts) => {
    const open = OPEN_WITH_TENANTS[name];
    if (open === undefined) throw new Error('no such backend');
    const backend = await open();
    const { different, found } = await askAcrossTenants(backend, testFolder('ranking'), counts);
    await backend.close();
    expect(different).toEqual([]);
    expect(found).toBeGreaterThan(counts.few * 4);
  });
});
