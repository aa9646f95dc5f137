import { type ChildProcess, spawn } from 'node:child_process';
import { changedFiles } from '../changed-files.js';
import { writeOutput } from '../output.js';
import { readClientInput } from './client-input.js';
import { type HookMessage, messageLine, onMessages } from './lines.js';

/** Counted from the start of this process. The client's own limit is 2 s. */
const LIMIT_MS = 1_300;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Answers a hook through a second process, and ends this one with 0 whatever becomes of that: in time, with the
 * whole answer or none. What can stall (the store, files of a session) is only ever touched there; it is killed
 * when time is up, even in the middle of a call that never returns. Nothing is said of failures.
 * @param answering the command line of the second process, without the name of the executable.
 */
export function superviseHook(answering: readonly string[]): Promise<never> {
  return new Promise(() => {
    let child: ChildProcess | undefined;
    const stopped = new AbortController();
    const end = (): never => {
      child?.kill('SIGKILL');
      stopped.abort();
      process.exit(0);
    };
    setTimeout(end, Math.max(0, LIMIT_MS - performance.now()));
    for (const signal of STOP_SIGNALS) process.on(signal, end);
    process.on('uncaughtException', end).on('unhandledRejection', end);
    // Both at once: the second process starts while the client still speaks.
    child = start(answering, end);
    const { stdin, stdout } = child;
    if (stdin === null || stdout === null) return end();
    const say = (message: HookMessage): void => void stdin.write(messageLine(message));
    stdin.on('error', end);
    onMessages(stdout, (message) => {
      if ('output' in message) tell(message.output, end);
      else if ('changes_of' in message) void answerChanges(message.changes_of, say, stopped.signal);
    });
    void readClientInput(process.stdin).then((payload) =>
      payload === null ? end() : say({ payload: payload ?? {} }),
    );
  });
}

function start(answering: readonly string[], end: () => never): ChildProcess {
  const child = spawn(process.execPath, [...process.execArgv, ...answering], {
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  return child.on('error', end).on('close', end);
}

function tell(output: string, end: () => never): void {
  try {
    if (output !== '') writeOutput(output);
  } catch {
    // Nobody listens any more.
  }
  end();
}

async function answerChanges(
  { root, git_dir }: { readonly root: string; readonly git_dir: string },
  say: (message: HookMessage) => void,
  stop: AbortSignal,
): Promise<void> {
  say({ changes: await changedFiles(root, git_dir, stop) });
}
