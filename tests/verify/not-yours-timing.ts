// Not yours and not there take the same time: for each tool that takes an id, calls with ids of another tenant and with
// ids that are hidden in the own one, between calls with ids that are not there, on SQLite. How much two runs of what is
// not there differ by chance is the noise: the most of many halvings of those calls.
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

/**
 * What the medians may differ by beyond the noise, as a share of the median of what is not there. Of another tenant
 * nothing is ever read; what is hidden in the own one has a row, which is looked at and left out.
 */
const BOUND = { foreign: 0, hidden: 0.02 } as const;
/** Ids in another dress than the others: of other lengths, some refused before anything is looked for. */
const DISGUISED = /^[A-Z]|:|\.$/;
/** Below so many pairs the run shows that it runs, no more. */
const FEW_PAIRS = 500;
const SERIES = ['foreign', 'hidden', 'nowhere', 'nowhere too'] as const;
/** Halvings of the calls for what is not there, which say how much two medians differ by chance. */
const HALVINGS = 200;

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

  const here = world.state(north.tenant_id);
  const rows: Record<string, string | number>[] = [];
  const bars: Bar[] = [];
  let answered = 0;
  for (const [name, plan] of Object.entries(PLANS)) {
    const slot = plan.ids?.find((each) => each.ask('m.nothing', kit) !== undefined);
    if (slot === undefined) continue;
    const [all, known] =
      slot.of === 'memory'
        ? [hidden.hiddenMemories, here.memories]
        : [hidden.hiddenRelationships, here.relationships];
    const ids = {
      foreign: all.filter((id) => !known.has(id) && !DISGUISED.test(id)),
      hidden: all.filter((id) => known.has(id)),
    };
    const times = await measure(connection, { slot, kit, ids, pairs: options.pairs, random });
    answered += times.reduce((sum, { length }) => sum + length, 0);
    const [foreign = [], ofHidden = [], ...rest] = times;
    const nowhere = rest.flat();
    const usual = median(nowhere);
    const noise = chance(nowhere, random);
    const row: Record<string, string | number> = { tool: name, 'nowhere us': round(usual * 1000) };
    for (const [kind, taken] of [
      ['foreign', foreign],
      ['hidden', ofHidden],
    ] as const) {
      const difference = median(taken) - usual;
      row[`${kind} us`] = round(difference * 1000);
      if (options.pairs < FEW_PAIRS) continue;
      const most = noise + BOUND[kind] * usual;
      const beyond = BOUND[kind] === 0 ? '' : ` and ${BOUND[kind] * 100} %`;
      const wanted = `<= ${round(most * 1000)}: the noise${beyond}`;
      const value = round(Math.abs(difference) * 1000);
      bars.push({ name: `${name}, ${kind}: microseconds`, value, wanted, met: Math.abs(difference) <= most });
    }
    rows.push({ ...row, 'noise us': round(noise * 1000) });
  }
  await connection.close();
  await backend.close();
  printTable(rows);
  print(`${options.pairs} calls of each series and tool`);
  bars.push(exactly('calls', answered, rows.length * SERIES.length * options.pairs));
  const within = (kind: string): number =>
    rows.filter((row) => Math.abs(Number(row[`${kind} us`])) <= Number(row['noise us'])).length;
  const figures = {
    rows,
    tools: rows.length,
    within_noise: { foreign: within('foreign'), hidden: within('hidden') },
  };
  print(`within the noise alone: ${JSON.stringify(figures.within_noise)} of ${rows.length}`);
  finish({ name: 'verify-not-yours-timing', options, figures, bars }, options.results);
});

/** Milliseconds of each call of each series, all of them in turns of random order. */
async function measure(
  connection: Connection,
  work: {
    readonly slot: IdSlot;
    readonly kit: Kit;
    readonly ids: { readonly foreign: readonly string[]; readonly hidden: readonly string[] };
    readonly pairs: number;
    readonly random: Random;
  },
): Promise<number[][]> {
  const { slot, kit, ids, pairs, random } = work;
  const times: number[][] = SERIES.map(() => []);
  const warming = Math.min(100, pairs);
  // Made before: what is done right before a call would be measured with it.
  const both = [...ids.foreign, ...ids.hidden];
  const asks = SERIES.map((name) =>
    (name === 'foreign' || name === 'hidden' ? ids[name] : both.map((id) => unknownLike(id, name))).map(
      (id) => slot.ask(id, kit),
    ),
  );
  for (let turn = -warming; turn < pairs; turn += 1) {
    for (const series of random.shuffled([...SERIES.keys()])) {
      const ofSeries = asks[series] ?? [];
      const ask = ofSeries[(turn + warming) % ofSeries.length];
      if (ask === undefined) throw new Error('nothing to ask');
      const started = performance.now();
      const { code } = await connection.ask(ask);
      const took = performance.now() - started;
      if (code === null && slot.missing !== null) throw new Error(`found: ${JSON.stringify(ask.params)}`);
      if (turn >= 0) times[series]?.push(took);
    }
  }
  return times;
}

/** By how much the medians of two halves of the same kind of call differ, at the most of many halvings. */
function chance(times: readonly number[], random: Random): number {
  const differences = Array.from({ length: HALVINGS }, () => {
    const mixed = random.shuffled(times);
    const half = mixed.length >> 1;
    return Math.abs(median(mixed.slice(0, half)) - median(mixed.slice(half)));
  });
  return Math.max(...differences);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
