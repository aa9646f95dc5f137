import fc from 'fast-check';
import type { OpenTenants } from './open-backends.js';
import { emptyTally, play, type Tally } from './random-tenants/play.js';
import { sequencesOf } from './random-tenants/steps.js';

/**
 * Random operations by people of several tenants, with equal names and ids in each, played on two stores side by
 * side: every answer of `actual` must equal that of `expected`, order included, and none may hold a word or an id that
 * its reader may not see.
 * @throws the simplest sequence found on which they differ, or which tells somebody too much.
 */
export async function compareTenants(
  expected: OpenTenants,
  actual: OpenTenants,
  options: { readonly sequences: number; readonly steps: number; readonly seed: number },
): Promise<Tally> {
  const tally = emptyTally();
  const property = fc.asyncProperty(sequencesOf(options.steps), async (steps) => {
    const [one, two] = [await expected(), await actual()];
    try {
      await play(one, two, steps, tally);
    } finally {
      await one.close();
      await two.close();
    }
  });
  await fc.assert(property, { numRuns: options.sequences, seed: options.seed });
  return tally;
}
