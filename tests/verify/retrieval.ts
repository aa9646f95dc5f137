// Retrieval quality: the evaluation sets, asked through the built server as a client would.
//   node tests/support/run-ts.mjs tests/verify/retrieval.ts --sets locomo,nl2bash,cosqa,devmembench
// The script and the sets are not part of this repository (one set is for non-commercial use only): they are looked
// for in MEMORYGRAPH_EVAL_DIR, else in ../shared/eval, and the sets in ../data/dev beside it. Without them the exit
// code is 3, or 1 with REQUIRE_EVAL=1.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runProcess } from '../support/command-line.js';
import { asObject, type JsonObject, numberField } from '../support/json.js';
import { run } from '../support/main.js';
import { readOptions } from '../support/options.js';
import { EXECUTABLE, ROOT } from '../support/paths.js';
import { atLeast, type Bar, finish, print, printTable } from '../support/report.js';
import { temporaryFolder } from '../support/temporary.js';

/**
 * What each set must reach. LoCoMo has a bar of its own; the others are the stemmed full-text baseline with stop
 * words, less one point.
 */
const BARS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  locomo: { 'recall@10': 0.59 },
  nl2bash: { 'recall@5': 0.634, 'recall@10': 0.696, mrr: 0.5 },
  cosqa: { 'recall@5': 0.43, 'recall@10': 0.546, mrr: 0.319 },
  devmembench: { 's_recall@3': 0.859 },
};
const SHOWN = ['n', 'recall@5', 'recall@10', 'recall@20', 'mrr', 's_recall@3', 's_recall@5'];

run(async () => {
  const options = readOptions({ sets: Object.keys(BARS).join(',') });
  const folder = path.resolve(ROOT, process.env.MEMORYGRAPH_EVAL_DIR ?? '../shared/eval');
  const files = options.sets
    .split(',')
    .map((name) => ({ name, file: path.resolve(folder, `../data/dev/${name}.jsonl`) }));
  const script = path.join(folder, 'eval_retrieval.mjs');
  const missing = [script, EXECUTABLE, ...files.map(({ file }) => file)].filter((file) => !existsSync(file));
  if (missing.length > 0) {
    print(`Not run: missing ${missing.map((file) => path.relative(ROOT, file)).join(', ')}.`);
    print('Name the folder of eval_retrieval.mjs in MEMORYGRAPH_EVAL_DIR.');
    process.exitCode = process.env.REQUIRE_EVAL === '1' ? 1 : 3;
    return;
  }

  const bars: Bar[] = [];
  const figures: Record<string, JsonObject> = {};
  for (const { name, file } of files) {
    const report = await evaluate(script, file);
    const overall = asObject(report.overall);
    figures[name] = { docs: report.docs, overall, by_category: report.byCat, milliseconds: report.ms };
    for (const [metric, bar] of Object.entries(BARS[name] ?? {})) {
      bars.push(atLeast(`${name} ${metric}`, numberField(overall, metric), bar));
    }
  }
  printTable(
    Object.entries(figures).map(([set, { overall }]) => ({
      set,
      ...Object.fromEntries(SHOWN.map((metric) => [metric, asNumber(asObject(overall)[metric])])),
    })),
  );
  finish({ name: 'verify-retrieval', options, figures, bars }, options.results);
});

/** One set through the server's own tools; the adapter starts a fresh store for each part of it. */
async function evaluate(script: string, set: string): Promise<JsonObject> {
  const out = path.join(temporaryFolder('retrieval'), 'report.json');
  const adapters = path.join(path.dirname(script), 'adapters');
  const config = path.join(adapters, 'mcp', 'memorygraph.json');
  const args = ['--set', set, '--adapter', path.join(adapters, 'mcp-stdio.mjs'), '--opt', `config=${config}`];
  const { code, stdout, stderr } = await runProcess(process.execPath, [script, ...args, '--out', out], {
    // The adapter's configuration starts dist/bin/memorygraph.js of the working folder.
    cwd: path.resolve(EXECUTABLE, '../../..'),
    timeoutMs: 30 * 60_000,
  });
  if (code !== 0)
    throw new Error(`the evaluation of ${path.basename(set)} ended with ${code}: ${stdout}\n${stderr}`);
  return asObject(JSON.parse(readFileSync(out, 'utf8')));
}

function asNumber(value: unknown): number | string {
  return typeof value === 'number' ? value : '-';
}
