// Random operations by people of several tenants, with equal names and ids in each, played on SQLite and on the
// reference backend side by side: every answer must be equal, order included, and none may hold what its reader may
// not see: every text carries a word that says whose it is.
//   node tests/support/run-ts.mjs tests/verify/tenant-sequences.ts --sequences 500 --steps 60 --seed 20261122
import { OPEN_WITH_TENANTS } from '../contract/open-backends.js';
import { ACTORS, TENANTS } from '../contract/random-tenants/people.js';
import { compareTenants } from '../contract/random-tenants.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { atLeast, exactly, finish, print } from '../support/report.js';

run(async () => {
  const options = readOptions({ sequences: 500, steps: 60, seed: 20_261_122 });
  const { reference, ...others } = OPEN_WITH_TENANTS;
  if (reference === undefined) throw new Error('The reference backend is missing.');
  let differences = 0;
  const tallies: Record<string, unknown> = {};
  let operations = Number.POSITIVE_INFINITY;
  for (const [name, open] of Object.entries(others)) {
    try {
      const tally = await compareTenants(reference, open, options);
      tallies[name] = tally;
      operations = Math.min(operations, tally.operations);
      print(`${name}: ${JSON.stringify(tally)}`);
    } catch (difference) {
      differences += 1;
      operations = 0;
      print(`${name}: ${said(difference)}`);
    }
  }
  finish(
    {
      name: 'verify-tenant-sequences',
      options,
      figures: { tenants: TENANTS.length, people: ACTORS.length, ...tallies },
      bars: [
        atLeast('operations compared', operations, options.sequences * options.steps),
        exactly('backends that differ from the reference, or told somebody too much', differences, 0),
      ],
    },
    options.results,
  );
});

/** What differs is the cause of the failure; the sequence itself stands in its message. */
function said(difference: unknown): string {
  if (!(difference instanceof Error)) return String(difference);
  const { cause, message } = difference;
  return cause instanceof Error ? `${cause.message}\n${message}` : message;
}
