import { deepStrictEqual } from 'node:assert';
import type { Backend } from '../../../src/contracts/backend.js';
import { ANN, hours, OPERATOR } from '../records.js';
import { ask, everything } from './ask.js';
import { changesOf } from './changes.js';
import type { Step } from './steps.js';
import { emptyWorld, learn } from './world.js';

/**
 * Plays one sequence on two backends side by side.
 * @throws where the second answers anything else than the first, or fails.
 */
export async function play(expected: Backend, actual: Backend, steps: readonly Step[]): Promise<void> {
  const world = emptyWorld();
  for (const [place, step] of steps.entries()) {
    // Two steps share a moment, so that equal times occur.
    const at = hours(Math.floor(place / 2));
    const changes = changesOf(step, world, at);
    if (changes !== null) {
      const outcome = await expected.commit(ANN, changes);
      deepStrictEqual(await actual.commit(ANN, changes), outcome, `outcome of step ${place}: ${step.kind}`);
      if (outcome.committed) learn(world, changes);
    } else if (step.kind === 'use') {
      const uses = step.ids.map((id) => ({ id, times: step.times, at }));
      await expected.addUse(ANN, uses);
      await actual.addUse(ANN, uses);
    } else if (step.kind === 'scrub') {
      await expected.scrub(OPERATOR);
      await actual.scrub(OPERATOR);
    } else if (step.kind === 'read') {
      const answer = await ask(expected, step.read, at);
      deepStrictEqual(await ask(actual, step.read, at), answer, `answer to step ${place}: ${step.read.kind}`);
    }
  }
  deepStrictEqual(await everything(actual, OPERATOR), await everything(expected, OPERATOR), 'the end');
}
