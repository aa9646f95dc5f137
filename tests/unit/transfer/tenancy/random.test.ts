import { expect, it } from 'vitest';
import { checkRandomStores } from './random-stores.js';

// The same ones each time; `npm run verify` does more, and others.
it('every memory goes to its tenant with its history and its sight, and everything comes back, to the byte', async () => {
  expect(await checkRandomStores(25, 20_261_128)).toBe(25);
}, 300_000);
