// Every benchmark, one after another.
//   node tests/support/run-ts.mjs tests/bench/all.ts [--results FOLDER]
import { run } from '../support/main.js';
import { runScripts } from '../support/run-scripts.js';

const SCRIPTS = ['start-up', 'store', 'search', 'context', 'footprint', 'tenancy-cost', 'tenancy-scale'];

run(() =>
  runScripts(
    SCRIPTS.map((name) => ({ file: `tests/bench/${name}.ts`, args: [] })),
    process.argv.slice(2),
  ),
);
