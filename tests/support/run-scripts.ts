import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ROOT } from './paths.js';
import { print, printTable } from './report.js';

/** A script of this folder tree, with its arguments. */
export interface Script {
  readonly file: string;
  readonly args: readonly string[];
}

/** What an exit code of a script says. */
const OUTCOMES: Readonly<Record<number, string>> = { 0: 'met', 1: 'MISSED', 3: 'not run: sets are missing' };

/** Runs scripts one after another; the exit code is 1 where one of them failed or missed a bar. */
export async function runScripts(scripts: readonly Script[], more: readonly string[]): Promise<void> {
  const rows: Record<string, string | number>[] = [];
  for (const { file, args } of scripts) {
    print(`\n${file} ${args.join(' ')}`);
    const start = performance.now();
    const runner = path.join(ROOT, 'tests', 'support', 'run-ts.mjs');
    const child = spawn(process.execPath, [runner, path.join(ROOT, file), ...args, ...more], {
      stdio: 'inherit',
    });
    const stop = (): void => void child.kill('SIGTERM');
    process.once('exit', stop);
    const [code] = (await once(child, 'exit')) as [number | null];
    process.removeListener('exit', stop);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    rows.push({ script: file, outcome: OUTCOMES[code ?? -1] ?? `FAILED with ${code}`, seconds });
    if (code !== 0 && code !== 3) process.exitCode = 1;
  }
  print();
  printTable(rows);
}
