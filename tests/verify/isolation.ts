// No member of a tenant learns anything that is not theirs: generated probes of every tool, resource, prompt and
// completion, as members of four tenants, on each backend with tenants; then the same with leaks planted, to see that
// the probes find them; and ranking in one tenant while another one is filled.
//   node tests/support/run-ts.mjs tests/verify/isolation.ts --members 32 --seed 20261127
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atLeast, exactly, finish, print, printTable } from '../support/report.js';
import { temporaryFolder } from '../support/temporary.js';
import { FULL, runCampaign, SAMPLE } from '../tenancy/campaign.js';
import { leaky, PLANTED_LEAKS } from '../tenancy/planted/leaks.js';
import { askAcrossTenants } from '../tenancy/ranking/across-tenants.js';

const SHOWN = 20;

run(async () => {
  const options = readOptions({ members: FULL.members, seed: FULL.seed, foreign: 10_000, planted: 99 });
  const probes: Record<string, number> = {};
  const rows: Record<string, string | number>[] = [];
  let leaks = 0;
  for (const [name, open] of Object.entries(OPEN_WITH_TENANTS)) {
    const started = performance.now();
    const backend = await open();
    const size = { ...FULL, members: options.members, seed: options.seed };
    const report = await runCampaign(backend, temporaryFolder('isolation'), size);
    await backend.close();
    for (const fault of report.faults.slice(0, SHOWN)) print(`${name}: ${fault}`);
    leaks += report.faults.length;
    probes[name] = report.probes;
    for (const [stage, count] of Object.entries(report.stages))
      rows.push({ backend: name, stage, probes: count });
    print(`${name}: ${report.probes} probes in ${seconds(started)} s, ${report.faults.length} faults`);
  }
  print();
  printTable(rows);

  const planted = Object.keys(PLANTED_LEAKS).slice(0, options.planted);
  const missed: string[] = [];
  for (const name of planted) if (!(await isFound(name))) missed.push(name);
  for (const name of missed) print(`not found: ${name}`);

  const ranked = await rankBeside(options.foreign);
  for (const each of ranked.different.slice(0, SHOWN)) print(`another answer: ${each}`);
  const all = Object.values(probes).reduce((sum, count) => sum + count, 0);
  finish(
    {
      name: 'verify-isolation',
      options,
      figures: { probes, stages: rows, planted, ranking: { ...ranked, different: ranked.different.length } },
      bars: [
        atLeast('probes', all, options.members === FULL.members ? 10_000 : 1),
        exactly('leaks and other faults', leaks, 0),
        exactly('planted leaks that were found', planted.length - missed.length, planted.length),
        exactly('answers that another tenant changed', ranked.different.length, 0),
        atLeast('questions that found something', ranked.found, ranked.questions / 2),
      ],
    },
    options.results,
  );
});

async function isFound(name: string): Promise<boolean> {
  const open = OPEN_WITH_TENANTS.reference;
  if (open === undefined) throw new Error('The reference backend is missing.');
  const backend = leaky(await open(), name);
  const { faults } = await runCampaign(backend, temporaryFolder('planted'), SAMPLE);
  await backend.close();
  return faults.length > 0;
}

async function rankBeside(foreign: number) {
  const open = OPEN_WITH_TENANTS.sqlite;
  if (open === undefined) throw new Error('SQLite is missing.');
  const backend = await open();
  const few = { own: 1_000, foreign, few: 99 };
  const answer = await askAcrossTenants(backend, temporaryFolder('ranking'), few);
  await backend.close();
  return answer;
}

function seconds(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}
