/**
 * The program as a child process that notes every statement it executes, one JSON line each, in the file that
 * RECORDED_STATEMENTS names. Where RECORDED_COMMANDS names a JSON file, it runs the command lines in there one after
 * the other, and notes the name of each before it.
 */
import { openSync, readFileSync, writeSync } from 'node:fs';
import { main } from '../../src/cli/main.js';
import { listenToStatements } from './statement-recorder.js';

/** A command line of the file, by the name it is noted under. */
export interface RecordedCommand {
  readonly operation: string;
  readonly args: readonly string[];
}

/** Work put off for so long is left for the end: it falls into no other request, and nothing ends for being slow. */
const PUT_OFF_MS = 500;
const NEVER_MS = 2 ** 31 - 1;

const notes = openSync(process.env.RECORDED_STATEMENTS ?? '', 'a');
const note = (line: object): void => {
  writeSync(notes, `${JSON.stringify(line)}\n`);
};

const later = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (work: () => void, delay?: number) => later(work, (delay ?? 0) >= PUT_OFF_MS ? NEVER_MS : delay),
  later,
);

// A hook counts its time from the start of its process; reading this bundle is not of it.
const clock = performance.now.bind(performance);
const begun = clock();
performance.now = () => clock() - begun;

listenToStatements({
  prepared: (prepared) => note({ prepared }),
  executed: (executed) => note({ executed }),
});

const file = process.env.RECORDED_COMMANDS;
if (file === undefined) await main(process.argv.slice(2));
else {
  for (const { operation, args } of JSON.parse(readFileSync(file, 'utf8')) as RecordedCommand[]) {
    note({ operation });
    await main(args);
    if ((process.exitCode ?? 0) === 0) continue;
    process.stderr.write(`\n${operation} ended with ${process.exitCode}: ${args.join(' ')}\n`);
    break;
  }
}
