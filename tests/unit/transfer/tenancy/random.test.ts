import { expect, it } from 'vitest';
import { checkRandomStores } from './random-stores.js';

// `npm run verify` does more of them.
it('every memory goes to its tenant with its history and its sight, and everything comes back, to the byte', async () => {
  expect(await checkRandomStores(25)).toBe(25);
}, 300_000);
