import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { ROOT } from '../support/paths.js';

/** Files that are mutated, and the tests that they are held against. */
export interface Group {
  readonly configFile: string;
  readonly mutated: readonly string[];
}

/** Every file that decides who may see and do what. */
export const GROUPS: readonly Group[] = [
  {
    configFile: 'tests/mutation/rules.config.ts',
    mutated: [
      'src/policy/**/*.ts',
      'src/domain/visible-to.ts',
      'src/repository/tenancy/stamp.ts',
      'src/app/tenancy/tenant-gate.ts',
      'backends/by-tenant/*.ts',
    ],
  },
  {
    configFile: 'tests/mutation/backends.config.ts',
    mutated: [
      'backends/reference/visible.ts',
      'backends/sqlite/scope.ts',
      'backends/sqlite/bound-list.ts',
      'backends/sqlite/hidden-memories.ts',
      'backends/sqlite/tenancy/grants.ts',
      'backends/sqlite/tenancy/member-counts.ts',
    ],
  },
];

/** A mutant that no test failed for. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status: string;
}

interface Counts {
  killed: number;
  survived: number;
  score: number;
}

export interface MutationSummary {
  /** Killed of all that could be run, in percent with one decimal. A mutant that runs for ever counts as killed. */
  readonly score: number;
  readonly killed: number;
  readonly survived: number;
  readonly files: Readonly<Record<string, Counts>>;
  readonly survivors: readonly Survivor[];
}

const KILLED: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const SURVIVED: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

export function summaryOf(mutants: readonly MutantResult[]): MutationSummary {
  const files: Record<string, Counts> = {};
  const survivors: Survivor[] = [];
  for (const mutant of mutants) {
    const file = relative(ROOT, mutant.fileName);
    const counts = files[file] ?? { killed: 0, survived: 0, score: 0 };
    files[file] = counts;
    if (KILLED.has(mutant.status)) counts.killed += 1;
    if (!SURVIVED.has(mutant.status)) continue;
    counts.survived += 1;
    survivors.push(survivorOf(file, mutant));
  }
  for (const counts of Object.values(files)) counts.score = scoreOf(counts.killed, counts.survived);
  const killed = sum(files, ({ killed: of }) => of);
  const survived = sum(files, ({ survived: of }) => of);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    score: scoreOf(killed, survived),
    killed,
    survived,
    files: sorted,
    survivors: survivors.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
  };
}

function survivorOf(file: string, { location, mutatorName, replacement, status }: MutantResult): Survivor {
  return {
    file,
    line: location.start.line,
    mutator: mutatorName,
    original: textAt(file, location),
    replacement: oneLine(replacement ?? ''),
    status: status === 'NoCoverage' ? 'not covered' : 'survived',
  };
}

function textAt(file: string, { start, end }: MutantResult['location']): string {
  const lines = readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, at) =>
    line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined),
  );
  return oneLine(cut.join(' '));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 120);
}

function scoreOf(killed: number, survived: number): number {
  const all = killed + survived;
  return all === 0 ? 100 : Math.round((killed / all) * 1000) / 10;
}

function sum(files: Readonly<Record<string, Counts>>, of: (counts: Counts) => number): number {
  return Object.values(files).reduce((total, counts) => total + of(counts), 0);
}
