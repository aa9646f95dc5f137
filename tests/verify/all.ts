// Every proof, one after another: with the full counts, or with those of a short run.
//   node tests/support/run-ts.mjs tests/verify/all.ts [--sample] [--results FOLDER]
import { run } from '../support/main.js';
import { runScripts, type Script } from '../support/run-scripts.js';

const SAMPLE_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'many-writers': ['--processes', '4', '--stores', '100'],
  cycles: ['--tries', '100', '--duels', '50'],
  'kill-nine': ['--kills', '25', '--early', '5'],
  'bad-input': ['--calls', '1500', '--round-trips', '70'],
  'random-sequences': ['--sequences', '300'],
  'tenant-sequences': ['--sequences', '60'],
  'lost-updates': ['--updates', '200'],
  isolation: ['--members', '2', '--foreign', '500', '--planted', '3'],
  // Too few to compare times: it shows that it runs.
  'not-yours-timing': ['--pairs', '30'],
  migration: ['--memories', '60', '--steps', '10', '--random', '8', '--stores', '20', '--large', '0'],
  'cross-project': ['--memories', '40'],
  secrets: [],
  tokens: ['--mutated', '1000'],
  purge: ['--plants', '48', '--others', '100'],
  imports: ['--items', '300'],
  // The limit of the product is for a machine at rest; the sample proves that no stall is waited for.
  hooks: ['--rounds', '2', '--limit', '8000'],
  inspector: [],
  retrieval: [],
};

run(() => {
  const given = process.argv.slice(2);
  const sample = given.includes('--sample');
  const scripts = Object.entries(SAMPLE_ARGUMENTS).map(
    ([name, args]): Script => ({ file: `tests/verify/${name}.ts`, args: sample ? args : [] }),
  );
  return runScripts(
    scripts,
    given.filter((argument) => argument !== '--sample'),
  );
});
