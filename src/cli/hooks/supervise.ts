import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { changedFiles } from '../briefing/changed-files.js';
import { writeOutput } from '../terminal/output.js';
import { readClientInput } from './client-input.js';
import { type HookMessage, messageLine, onMessages } from './lines.js';

/** Counted from the start of this process. The client's own limit is 2 s. */
const LIMIT_MS = 1_150;
/** For the second process to be gone after it was killed. */
const GRACE_MS = 300;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Answers a hook through a second process, and ends this one with 0 whatever becomes of that: in time, with the
 * whole answer or none. What can stall (the store, files of a session) is only ever touched there; it is killed
 * when time is up, even in the middle of a call that never returns. Nothing is said of failures.
 * @param answering the command line of the second process, without the name of the executable.
 */
export function superviseHook(answering: readonly string[]): Promise<never> {
  return new Promise(() => {
    const stopped = new AbortController();
    const child = start(answering);
    let changing: Promise<void> = Promise.resolve();
    const end = (): void => {
      stopped.abort();
      endWith(child, changing);
    };
    setTimeout(end, Math.max(0, LIMIT_MS - performance.now()));
    for (const signal of STOP_SIGNALS) process.on(signal, end);
    process.on('uncaughtException', end).on('unhandledRejection', end);
    child.on('error', end).on('close', end);
    child.stdin.on('error', end);
    const say = (message: HookMessage): void => void child.stdin.write(messageLine(message));
    onMessages(child.stdout, (message) => {
      if ('output' in message) {
        tell(message.output);
        end();
      } else if ('changes_of' in message) changing = answerChanges(message.changes_of, say, stopped.signal);
    });
    // Read while the second process still starts.
    void readClientInput(process.stdin).then((payload) => {
      if (payload === null) end();
      else say({ payload: payload ?? {} });
    });
  });
}

function start(answering: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [...process.execArgv, ...answering], {
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
}

/** Kills the second process, sees it and git gone, and ends this one. A system that cannot kill is not waited for. */
function endWith(child: ChildProcess, changing: Promise<void>): void {
  const leave = (): never => process.exit(0);
  const isGone = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const gone = isGone ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
  void Promise.allSettled([gone, changing]).then(leave);
  child.kill('SIGKILL');
  setTimeout(leave, GRACE_MS);
}

function tell(output: string): void {
  try {
    if (output !== '') writeOutput(output);
  } catch {
    // Nobody listens any more.
  }
}

async function answerChanges(
  { root, git_dir }: { readonly root: string; readonly git_dir: string },
  say: (message: HookMessage) => void,
  stop: AbortSignal,
): Promise<void> {
  say({ changes: await changedFiles(root, git_dir, stop) });
}
