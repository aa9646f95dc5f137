// From no tenants to some and back: killed at each step and at random moments, random stores and maps, one large store.
//   node tests/support/run-ts.mjs tests/verify/migration.ts --memories 60 --random 40 --stores 100 --large 100000
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type KillTally,
  type KillWorld,
  killOnce,
  killWorld,
  type Way,
  wholeRun,
} from '../faults/migration-kill.js';
import { fillKillStore } from '../faults/migration-store.js';
import { startChild } from '../faults/sqlite-children.js';
import { bundleChild } from '../support/bundle-child.js';
import { Corpus } from '../support/corpus.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { atLeast, type Bar, exactly, finish, print } from '../support/report.js';
import { temporaryFolder } from '../support/temporary.js';
import { dumpOf, withMigration, withSingle } from '../unit/transfer/tenancy/migrating.js';
import { checkRandomStores } from '../unit/transfer/tenancy/random-stores.js';

const WAYS: readonly Way[] = ['there', 'back'];
/** As the command has it. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

run(async () => {
  const options = readOptions({ memories: 60, steps: 0, random: 40, stores: 100, large: 100_000, seed: 1 });
  const { file, remove } = await bundleChild('tests/faults/migration-child.ts');
  process.on('exit', remove);
  const world = await killWorld(options.memories);
  const steps = await killAtSteps(world, file, options.steps);
  const moments = await killAtMoments(world, file, options.random, new Random(options.seed));
  world.remove();
  const stores = await checkRandomStores(options.stores, options.seed);
  print(`${stores} random stores`);
  const large = options.large === 0 ? null : await moveLarge(options.large, file);
  const faults = [...steps.tally.faults, ...moments.faults];
  for (const fault of faults.slice(0, 20)) print(fault);
  const bars: Bar[] = [
    atLeast('kills at steps', steps.tally.killed, steps.planned),
    atLeast('kills at random moments that met the work', moments.killed, options.random / 2),
    exactly('faults after a kill', faults.length, 0),
    exactly('random stores and maps that came back to the byte', stores, options.stores),
    ...(large === null ? [] : [exactly('large store came back to the byte', Number(large.same), 1)]),
  ];
  const figures = {
    steps: steps.counts,
    killed_at_steps: steps.tally.killed,
    found_after_steps: steps.tally.found,
    killed_at_moments: moments.killed,
    ended_before: moments.ended,
    found_after_moments: moments.found,
    large,
  };
  finish({ name: 'verify-migration', options, figures, bars }, options.results);
});

function emptyTally(): KillTally {
  return { killed: 0, ended: 0, found: {}, faults: [] };
}

/** Before and after every step and every write: each finished by the next run, and on the way there also undone. */
async function killAtSteps(world: KillWorld, child: string, most: number) {
  const tally = emptyTally();
  const counts: Record<string, number> = {};
  let planned = 0;
  for (const way of WAYS) {
    const { steps: count } = await wholeRun(world, child, way);
    counts[way] = count;
    const stride = most === 0 ? 1 : Math.max(1, Math.ceil(count / most));
    for (const undo of way === 'there' ? [false, true] : [false])
      for (let at = 0; at < count; at += stride) {
        planned++;
        await killOnce(world, child, { way, kill: { at }, undo }, tally);
        if (planned % 25 === 0) print(`${planned} kills at steps, ${tally.faults.length} faults`);
      }
  }
  return { tally, counts, planned };
}

/** Wherever it is: also inside of a commit, between two pages of a file, in the midst of a backup. */
async function killAtMoments(
  world: KillWorld,
  child: string,
  kills: number,
  random: Random,
): Promise<KillTally> {
  const tally = emptyTally();
  for (const way of WAYS) {
    const { milliseconds } = await wholeRun(world, child, way);
    for (let kill = 0; kill < kills / WAYS.length; kill++) {
      const after = Math.floor(random.next() * milliseconds);
      await killOnce(world, child, { way, kill: { after }, undo: kill % 2 === 1 }, tally);
    }
    print(`${tally.killed} kills at random moments, ${tally.faults.length} faults`);
  }
  return tally;
}

/** One store as large as they come: how long it takes, how much memory and how much room. */
async function moveLarge(memories: number, child: string) {
  const folder = temporaryFolder('migration-large');
  const path = join(folder, 'store.db');
  const corpus = new Corpus(1);
  await withSingle(path, (backend) => fillKillStore(backend, memories, () => corpus.document()));
  const before = await checksumOf(path);
  const megabytes = sizeOf(folder);
  const ways: Record<string, unknown> = {};
  for (const way of WAYS) {
    const needed = await withMigration(path, ({ space }) => space(way), true);
    const start = performance.now();
    const at = sizeOf(folder);
    let most = at;
    const watch = setInterval(() => {
      most = Math.max(most, sizeOf(folder));
    }, 100);
    const work = startChild(child, [path, way, '', String(BATCH_CHARACTERS)]);
    await work.ended;
    clearInterval(watch);
    ways[way] = {
      seconds: Math.round((performance.now() - start) / 100) / 10,
      peak_memory_mb: Number(work.lines.at(-1)?.split(' ')[1]),
      room_taken_mb: Math.round(most - at),
      room_asked_for_mb: Math.round(needed.needed_bytes / 1e6),
    };
    print(`${memories} memories, ${way}: ${JSON.stringify(ways[way])}`);
  }
  return { memories, store_mb: Math.round(megabytes), ...ways, same: (await checksumOf(path)) === before };
}

async function checksumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await dumpOf(path))
    .digest('hex');
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, facts) => sum + (facts?.isFile() === true ? facts.size : 0) / 1e6, 0);
}
