// Random sequences of writes, refused writes and reads, played on SQLite and on the reference backend side by
// side: every answer must be equal, order included.
//   node tests/support/run-ts.mjs tests/verify/random-sequences.ts --sequences 2000 --seed 20260301
import { OPEN_BACKENDS } from '../contract/open-backends.js';
import { compareBackends } from '../contract/random-sequences.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { exactly, finish, print } from '../support/report.js';

run(async () => {
  const options = readOptions({ sequences: 2_000, seed: 20_260_301 });
  const { reference, ...others } = OPEN_BACKENDS;
  if (reference === undefined) throw new Error('The reference backend is missing.');
  let differences = 0;
  for (const [name, open] of Object.entries(others)) {
    try {
      await compareBackends(reference, open, { runs: options.sequences, seed: options.seed });
    } catch (difference) {
      differences += 1;
      print(`${name}: ${difference instanceof Error ? difference.message : String(difference)}`);
    }
  }
  finish(
    {
      name: 'verify-random-sequences',
      options,
      figures: { backends: Object.keys(others), sequences: options.sequences },
      bars: [exactly('backends that differ from the reference', differences, 0)],
    },
    options.results,
  );
});
