// Mutation test of what decides who may see and do what: src/policy and the scope code of the backends. Every mutant is
// held against the tests that are named beside it. Takes minutes; not part of `npm test`.
//   npm run mutation [-- --only src/policy]
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { run } from '../support/main.js';
import { ROOT } from '../support/paths.js';
import { atLeast, print, printTable } from '../support/report.js';
import { GROUPS, type Group, summaryOf } from './summary.js';

const LEAST_SCORE = 90;
const RESULT = join(ROOT, 'tests', 'mutation', 'result.json');

run(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const mutants: MutantResult[] = [];
  for (const group of GROUPS) {
    const mutated = group.mutated.filter((each) => each.startsWith(values.only ?? ''));
    if (mutated.length > 0) mutants.push(...(await mutate({ ...group, mutated })));
  }
  const summary = summaryOf(mutants);
  printTable(Object.entries(summary.files).map(([file, counts]) => ({ file, ...counts })));
  for (const { file, line, mutator, original, replacement, status } of summary.survivors)
    print(`${status} ${file}:${line} ${mutator}: ${original} -> ${replacement}`);
  const bar = atLeast('mutants killed, in %', summary.score, LEAST_SCORE);
  print(`${bar.name}: ${bar.value} (${bar.wanted})`);
  // A part of the files is looked at while tests are written; only the whole is a result.
  if (values.only === undefined) writeFileSync(RESULT, `${JSON.stringify(summary, null, 2)}\n`);
  if (!bar.met) process.exitCode = 1;
});

function mutate({ configFile, mutated }: Group): Promise<MutantResult[]> {
  return new Stryker({
    mutate: [...mutated],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    // What is loaded on demand is not found by following imports.
    vitest: { configFile, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 60_000,
    // Beside the repository, so that nothing that watches or checks it sees the copies.
    tempDirName: join(tmpdir(), 'memorygraph-mutation'),
    ignorePatterns: [
      '**',
      ...['src', 'backends', 'tests'].map((folder) => `!${folder}/**/*.ts`),
      '!package.json',
    ],
    reporters: ['progress-append-only'],
    // It would be rewritten with a compiler that has no JavaScript interface any more; nothing here reads it.
    tsconfigFile: 'none',
    disableTypeChecks: false,
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
}
