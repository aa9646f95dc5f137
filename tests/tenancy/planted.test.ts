import { expect, it } from 'vitest';
import { openMultiTenantReference } from '../../backends/reference/index.js';
import { testFolder } from '../support/test-folder.js';
import { runCampaign, SAMPLE } from './campaign.js';
import { leaky } from './planted/leaks.js';

// All of them: `tests/verify/isolation.ts`.
it.each(['findCandidates in every team and project'])(
  'the probes find %s',
  { timeout: 60_000 },
  async (name) => {
    const backend = leaky(await openMultiTenantReference(), name);
    const { faults } = await runCampaign(backend, testFolder('planted'), { ...SAMPLE, members: 1 });
    expect(faults.length).toBeGreaterThan(0);
  },
);
