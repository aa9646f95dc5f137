// Many tenants in one store: a search in one, opening one, starting the server, and a walk over all of them.
//   node tests/support/run-ts.mjs tests/bench/tenancy-scale.ts --tenants 1000 --memories 1000 --rounds 40 --calls 50 --starts 40 --steps 3000
import { Corpus } from '../support/corpus.js';
import { folderBytes } from '../support/folder-size.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atMost, finish, print, printTable } from '../support/report.js';
import { round } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';
import { copyTenants } from './tenancy/copies.js';
import { openingCost } from './tenancy/opening.js';
import { searchRounds } from './tenancy/search-rounds.js';
import { startRounds } from './tenancy/start-rounds.js';
import { walkOver } from './tenancy/walk.js';

/** What is kept open at a time, by default; each takes three descriptors. */
const POOL = 64;
const DESCRIPTORS_A_TENANT = 3;
/** Of the process itself and of the registry. */
const OTHER_DESCRIPTORS = 60;

run(async () => {
  const options = readOptions({
    tenants: 1_000,
    memories: 1_000,
    rounds: 40,
    calls: 50,
    starts: 40,
    steps: 3_000,
    seed: 1,
  });
  const texts = new Corpus(options.seed).documents(options.memories);
  const notebook = { texts, hidden: 0, related: false, seed: options.seed, tenant_id: 'template' };
  const tenant_ids = Array.from({ length: options.tenants }, (_, at) => `tenant-${at + 1}`);
  const many = temporaryFolder('scale-many');
  const alone = temporaryFolder('scale-alone');
  const began = performance.now();
  await copyTenants(many, notebook, tenant_ids);
  await copyTenants(alone, notebook, tenant_ids.slice(0, 1));
  const made_seconds = round((performance.now() - began) / 1_000);
  print(`${options.tenants} tenants made in ${made_seconds} s`);

  const start = await startRounds({ many, alone }, options.starts, options.seed);
  const search = await searchRounds({ many, alone }, { texts, ...options, tenant_ids });
  const opening = await openingCost(many, tenant_ids, options.seed);
  const walk = await walkOver(many, { tenant_ids, texts, steps: options.steps, seed: options.seed });

  printTable([
    { what: 'start', ...start.ratio },
    { what: 'start, A/A', ...start.again },
    { what: 'search p95', ...search.p95 },
    { what: 'search p95, A/A', ...search.p95_again },
    { what: 'search p50', ...search.p50 },
    { what: 'search p50, A/A', ...search.p50_again },
  ]);
  print(
    `open a tenant: ${opening.p50} ms; walk: ${walk.steps_per_second} steps a second, ${walk.most_descriptors} descriptors, ${walk.most_resident_mb} MB`,
  );
  finish(
    {
      name: 'tenancy-scale',
      options,
      figures: {
        made_seconds,
        bytes_per_tenant: Math.round(folderBytes(many) / options.tenants),
        milliseconds: { ...start.milliseconds, ...search.milliseconds, 'open a tenant': opening },
        ratios: {
          'start, many / alone': start.ratio,
          'start, alone again / alone': start.again,
          'search p95, many / alone': search.p95,
          'search p95, alone again / alone': search.p95_again,
          'search p50, many / alone': search.p50,
          'search p50, alone again / alone': search.p50_again,
        },
        walk,
      },
      bars: [
        atMost(`search p95: ${options.tenants} tenants / one`, search.p95.ratio, 1.1),
        atMost(`start: ${options.tenants} tenants / one`, start.ratio.ratio, 1.05),
        atMost(
          'descriptors on the walk',
          walk.most_descriptors,
          POOL * DESCRIPTORS_A_TENANT + OTHER_DESCRIPTORS,
        ),
      ],
    },
    options.results,
  );
});
