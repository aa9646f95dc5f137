import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { ROOT } from './paths.js';

/** One thing that had to hold. */
export interface Bar {
  readonly name: string;
  /** What was measured, as shown. */
  readonly value: number | string;
  /** What it had to be, in words. */
  readonly wanted: string;
  readonly met: boolean;
}

export interface Report {
  readonly name: string;
  readonly options: unknown;
  readonly figures: unknown;
  readonly bars: readonly Bar[];
}

const loadAtStart = loadavg();

/** A ratio that must stay at or below a limit. */
export function atMost(name: string, value: number, limit: number): Bar {
  return { name, value: Number(value.toPrecision(3)), wanted: `<= ${limit}`, met: value <= limit };
}

/** A figure that must reach a limit. */
export function atLeast(name: string, value: number, limit: number): Bar {
  return { name, value: Number(value.toPrecision(4)), wanted: `>= ${limit}`, met: value >= limit };
}

/** A count that must be exactly this. */
export function exactly(name: string, value: number, wanted: number): Bar {
  return { name, value, wanted: String(wanted), met: value === wanted };
}

/** Prints the bars, writes the result file and sets the exit code: 1 where a bar is missed. */
export function finish(report: Report, folder: string): void {
  if (report.bars.length > 0) {
    printTable(
      report.bars.map((bar) => ({
        bar: bar.name,
        measured: bar.value,
        wanted: bar.wanted,
        met: bar.met ? 'yes' : 'NO',
      })),
    );
  }
  const met = report.bars.every((bar) => bar.met);
  const file = path.resolve(ROOT, folder, `${report.name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const { name, options, figures, bars } = report;
  const content = { name, date: new Date().toISOString(), met, machine: machine(), options, bars, figures };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  inTheStyleOfTheRepository(file);
  print(`${met ? 'met' : 'MISSED'}; written to ${path.relative(process.cwd(), file)}`);
  if (!met) process.exitCode = 1;
}

/** The formatter may not be there, as in an installed package's test run: then the file stays as it is. */
function inTheStyleOfTheRepository(file: string): void {
  const biome = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  spawnSync(process.execPath, [biome, 'format', '--write', file], { cwd: ROOT, stdio: 'ignore' });
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Rows of equal keys as aligned columns; numbers to the right. */
export function printTable(rows: readonly Readonly<Record<string, string | number>>[]): void {
  const keys = Object.keys(rows[0] ?? {});
  const widths = keys.map((key) => Math.max(key.length, ...rows.map((row) => String(row[key] ?? '').length)));
  const line = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, i) =>
        typeof cell === 'number' ? String(cell).padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  print(line(keys));
  print(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of rows) print(line(keys.map((key) => row[key] ?? '')));
  print();
}

function machine(): Record<string, unknown> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    commit: commit(),
    load_average_at_start: loadAtStart.map((load) => Number(load.toFixed(2))),
    load_average_at_end: loadavg().map((load) => Number(load.toFixed(2))),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
