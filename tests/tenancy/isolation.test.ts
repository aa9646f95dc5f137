import { describe, expect, it } from 'vitest';
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { testFolder } from '../support/test-folder.js';
import { runCampaign, SAMPLE } from './campaign.js';

/** Both backends together; the full count is in `tests/verify/isolation.ts`. */
const LEAST_PROBES = 600;

describe.each(Object.entries(OPEN_WITH_TENANTS))('isolation on %s', (_name, open) => {
  it('a sample of all probes finds nothing that a caller may not see', { timeout: 120_000 }, async () => {
    const backend = await open();
    const { probes, stages, faults } = await runCampaign(backend, testFolder('isolation'), SAMPLE);
    await backend.close();
    expect(faults).toEqual([]);
    expect(probes).toBeGreaterThan(LEAST_PROBES);
    expect(Object.entries(stages).filter(([, count]) => count === 0)).toEqual([]);
  });
});
