import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleChild } from '../support/bundle-child.js';
import { type KillTally, type KillWorld, killOnce, killWorld, type Way, wholeRun } from './migration-kill.js';

let child: Awaited<ReturnType<typeof bundleChild>>;
let world: KillWorld;
beforeAll(async () => {
  child = await bundleChild('tests/faults/migration-child.ts');
  world = await killWorld(60);
}, 60_000);
afterAll(() => {
  child.remove();
  world.remove();
});

// All steps are killed by `npm run verify`; here some of them, spread over the whole way.
it.each([
  ['there', 8],
  ['back', 6],
] as const)(
  'a migration on its way %s, killed at %i of its steps, is never half',
  async (way: Way, kills) => {
    const { steps } = await wholeRun(world, child.file, way);
    expect(steps).toBeGreaterThan(2 * kills);
    const tally: KillTally = { killed: 0, ended: 0, found: {}, faults: [] };
    for (let kill = 0; kill < kills; kill++) {
      const at = Math.floor(((kill + 0.5) * steps) / kills);
      await killOnce(world, child.file, { way, kill: { at }, undo: kill % 2 === 1 }, tally);
    }
    expect(tally.faults).toEqual([]);
    expect(tally.killed).toBe(kills);
  },
  240_000,
);
