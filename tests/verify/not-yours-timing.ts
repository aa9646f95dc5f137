// Not yours and not there take the same time: for each tool that takes an id, calls with an id that is hidden from the
// caller between calls with ids that are not there, on SQLite. The ids that are not there are three series of their own:
// what these differ by is noise.
//   node tests/support/run-ts.mjs tests/verify/not-yours-timing.ts --pairs 2000
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { type Bar, exactly, finish, print, printTable } from '../support/report.js';
import { temporaryFolder } from '../support/temporary.js';
import { PLANS } from '../tenancy/plans/catalog.js';
import type { IdSlot, Kit } from '../tenancy/plans/plan.js';
import { type Connection, connect } from '../tenancy/probing/connection.js';
import { createProber } from '../tenancy/probing/prober.js';
import { manyCallersServer } from '../tenancy/probing/server.js';
import { kitOf } from '../tenancy/stages/kit.js';
import { targetsFor } from '../tenancy/stages/targets.js';
import { unknownLike } from '../tenancy/world/canaries.js';
import { memberOf, RED, SHOP, TENANCIES, type Tenancy } from '../tenancy/world/people.js';
import { makeWorld } from '../tenancy/world/world.js';

/** What the medians may differ by beyond the noise, as a share of the median of what is not there. */
const BOUND = 0.02;
/** Below so many pairs the run shows that it runs, no more. */
const FEW_PAIRS = 500;
const SERIES = ['hidden', 'nowhere 1', 'nowhere 2', 'nowhere 3'] as const;

run(async () => {
  const options = readOptions({ pairs: 2_000, seed: 1 });
  const open = OPEN_WITH_TENANTS.sqlite;
  if (open === undefined) throw new Error('SQLite is missing.');
  const backend = await open();
  const world = await makeWorld(backend, new Date().toISOString());
  const server = await manyCallersServer(backend, temporaryFolder('timing'));
  const prober = createProber(world, server);
  const [north] = TENANCIES as [Tenancy];
  const ann = memberOf(north, 'ann', { team_ids: [RED], projects: [SHOP] });
  const random = new Random(options.seed);
  const hidden = targetsFor(ann, world, prober.sight(ann), random, { hidden: 0, visible: 0, words: 0 });
  const kit = kitOf(prober, ann);
  const connection = await connect(server.factoryFor(ann.identity));

  const rows: Record<string, string | number>[] = [];
  const bars: Bar[] = [];
  let answered = 0;
  for (const [name, plan] of Object.entries(PLANS)) {
    const slot = plan.ids?.find((each) => each.ask('m.nothing', kit) !== undefined);
    if (slot === undefined) continue;
    const ids = (slot.of === 'memory' ? hidden.hiddenMemories : hidden.hiddenRelationships).filter(
      (id) => !/^[A-Z]|:|\.$/.test(id),
    );
    const times = await measure(connection, { slot, kit, ids, pairs: options.pairs, random });
    const medians = times.map(median);
    answered += times.reduce((sum, { length }) => sum + length, 0);
    const [ofHidden = 0, ...ofNowhere] = medians;
    const nowhere = ofNowhere.reduce((sum, each) => sum + each, 0) / ofNowhere.length;
    const noise = Math.max(...ofNowhere) - Math.min(...ofNowhere);
    const difference = Math.abs(ofHidden - nowhere);
    rows.push({
      tool: name,
      'hidden us': round(ofHidden * 1000),
      'nowhere us': round(nowhere * 1000),
      'difference us': round(difference * 1000),
      'noise us': round(noise * 1000),
      'difference %': round((difference / nowhere) * 100),
    });
    if (options.pairs >= FEW_PAIRS) {
      const most = noise + BOUND * nowhere;
      const wanted = `<= ${round(most * 1000)}: the noise and ${BOUND * 100} %`;
      bars.push({
        name: `${name}: microseconds`,
        value: round(difference * 1000),
        wanted,
        met: difference <= most,
      });
    }
  }
  await connection.close();
  await backend.close();
  printTable(rows);
  print(`${options.pairs} calls of each series and tool`);
  bars.push(exactly('calls', answered, rows.length * SERIES.length * options.pairs));
  const worst = Math.max(...rows.map((row) => Number(row['difference %'])));
  finish(
    { name: 'verify-not-yours-timing', options, figures: { rows, worst_percent: worst }, bars },
    options.results,
  );
});

/** Milliseconds of each call of each series, all of them in turns of random order. */
async function measure(
  connection: Connection,
  work: {
    readonly slot: IdSlot;
    readonly kit: Kit;
    readonly ids: readonly string[];
    readonly pairs: number;
    readonly random: Random;
  },
): Promise<number[][]> {
  const { slot, kit, ids, pairs, random } = work;
  const times: number[][] = SERIES.map(() => []);
  const warming = Math.min(100, pairs);
  for (let turn = -warming; turn < pairs; turn += 1) {
    const known = ids[(turn + warming) % ids.length] ?? '';
    for (const series of random.shuffled([...SERIES.keys()])) {
      const id = series === 0 ? known : unknownLike(known, SERIES[series] ?? '');
      const ask = slot.ask(id, kit);
      if (ask === undefined) throw new Error('nothing to ask');
      const started = performance.now();
      const { code } = await connection.ask(ask);
      const took = performance.now() - started;
      if (code === null && slot.missing !== null) throw new Error(`${id} was found`);
      if (turn >= 0) times[series]?.push(took);
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
