// Writes the committed results into docs/benchmarks.md, between the marks that name a result.
//   node tests/support/run-ts.mjs tests/bench/page.ts [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asArray, asObject, type JsonObject } from '../support/json.js';
import { run } from '../support/main.js';
import { ROOT } from '../support/paths.js';
import { print } from '../support/report.js';

const MARK = /<!-- result: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g;

run(async () => {
  const file = path.join(ROOT, 'docs', 'benchmarks.md');
  const page = readFileSync(file, 'utf8');
  const written = page.replaceAll(
    MARK,
    (_, name: string) => `<!-- result: ${name} -->\n${section(name)}\n<!-- end -->`,
  );
  if (process.argv.includes('--check')) {
    if (written === page) return;
    print('docs/benchmarks.md does not show the results of tests/bench/results');
    process.exitCode = 1;
    return;
  }
  writeFileSync(file, written);
});

function section(name: string): string {
  const file = path.join(ROOT, 'tests', 'bench', 'results', `${name}.json`);
  if (!existsSync(file)) return '\nNo result yet.\n';
  const result = asObject(JSON.parse(readFileSync(file, 'utf8')));
  const bars = asArray(result.bars).map(asObject);
  const series = seriesOf(asObject(result.figures), '');
  const numbers = name === 'verify-retrieval' ? [] : numbersOf(asObject(result.figures), '');
  return `\n${caption(result)}${barTable(bars)}${seriesTable(series)}${numberTable(numbers)}`;
}

function caption({ date, machine, options }: JsonObject): string {
  const { cores, cpu, node, commit, load_average_at_start: load } = asObject(machine);
  const { results: _, ...shown } = asObject(options);
  return `${String(date).slice(0, 10)}, commit ${commit}, Node ${node}, ${cores} cores (${cpu}), load ${asArray(load)[0]} at the start; options \`${JSON.stringify(shown)}\`.\n`;
}

function barTable(bars: readonly JsonObject[]): string {
  if (bars.length === 0) return '';
  const rows = bars.map(
    (bar) => `| ${bar.name} | ${bar.value} | ${bar.wanted} | ${bar.met === true ? 'yes' : '**no**'} |`,
  );
  return `\n| bar | measured | wanted | met |\n|---|--:|---|---|\n${rows.join('\n')}\n`;
}

/** Everything in the figures that is a summary of a series, by the path to it. */
function seriesOf(figures: JsonObject, at: string): { name: string; summary: JsonObject }[] {
  return Object.entries(figures).flatMap(([key, value]) => {
    const summary = asObject(value);
    const name =
      key === 'milliseconds' ? at || 'milliseconds' : [at, key].filter((part) => part !== '').join(': ');
    if (typeof summary.p50 === 'number' && typeof summary.n === 'number') return [{ name, summary }];
    return seriesOf(summary, name);
  });
}

/** Every other number in the figures, by the path to it. */
function numbersOf(figures: JsonObject, at: string): { name: string; value: number }[] {
  return Object.entries(figures).flatMap(([key, value]) => {
    const name = [at, key]
      .filter((part) => part !== '')
      .join(': ')
      .replaceAll(/(?<=[a-z])_(?=[a-z])/g, ' ');
    if (typeof value === 'number') return [{ name, value }];
    const inner = asObject(value);
    return typeof inner.p50 === 'number' ? [] : numbersOf(inner, name);
  });
}

function numberTable(numbers: readonly { name: string; value: number }[]): string {
  if (numbers.length === 0) return '';
  const rows = numbers.map(({ name, value }) => `| ${name} | ${Math.round(value * 1000) / 1000} |`);
  return `\n| figure | |\n|---|--:|\n${rows.join('\n')}\n`;
}

function seriesTable(series: readonly { name: string; summary: JsonObject }[]): string {
  if (series.length === 0) return '';
  const rows = series.map(
    ({ name, summary: s }) => `| ${name} | ${s.n} | ${s.p50} | ${s.p95} | ${s.min} | ${s.max} |`,
  );
  return `\n| series | n | p50 | p95 | min | max |\n|---|--:|--:|--:|--:|--:|\n${rows.join('\n')}\n`;
}
