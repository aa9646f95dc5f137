import fc from 'fast-check';
import type { OpenBackend } from './bench.js';
import { play } from './random/play.js';
import { sequences } from './random/steps.js';

/**
 * Random sequences of writes, failing writes and reads, played on two backends side by side; every answer of
 * `actual` must equal that of `expected`, order included.
 * @param options how many sequences, and the seed they follow from; the same seed gives the same ones.
 * @throws the shortest sequence found on which they differ.
 */
export async function compareBackends(
  expected: OpenBackend,
  actual: OpenBackend,
  options: { readonly runs: number; readonly seed: number },
): Promise<void> {
  const property = fc.asyncProperty(sequences, async (steps) => {
    const [one, two] = [await expected(), await actual()];
    try {
      await play(one, two, steps);
    } finally {
      await one.close();
      await two.close();
    }
  });
  await fc.assert(property, { numRuns: options.runs, seed: options.seed });
}
