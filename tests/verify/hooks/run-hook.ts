import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { millisecondsSince } from '../../support/mcp-stdio-client.js';
import { EXECUTABLE } from '../../support/paths.js';

const GONE_AFTER_MS = 1_000;

/** How a client behaves towards its hook. */
export interface HookRun {
  readonly event: string;
  readonly client: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What it writes; undefined = nothing, and the input stays open. */
  readonly input: string | undefined;
  /** True: the input stays open after it. */
  readonly keeps_open?: boolean;
  /** True: nobody reads the output. */
  readonly closes_output?: boolean;
  /** Told the process as soon as it runs. */
  readonly meddle?: (pid: number) => void;
}

export interface HookOutcome {
  readonly code: number | null;
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Processes of its group that are there a moment after it ended. */
  readonly left: boolean;
}

/** Runs one hook in a process group of its own, to its end. */
export function runHook(hook: HookRun): Promise<HookOutcome> {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [EXECUTABLE, 'hook', hook.event, '--client', hook.client], {
    cwd: hook.cwd,
    env: { ...hook.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const stop = (): void => endGroup(pid);
  process.once('exit', stop);
  let [stdout, stderr] = ['', ''];
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  if (hook.closes_output === true) child.stdout.destroy();
  else
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
  if (hook.input !== undefined) child.stdin.write(hook.input);
  if (hook.input !== undefined && hook.keeps_open !== true) child.stdin.end();
  hook.meddle?.(pid);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const milliseconds = millisecondsSince(start);
      void isGroupLeft(pid).then((left) => {
        process.removeListener('exit', stop);
        endGroup(pid);
        resolve({ code, milliseconds, stdout, stderr, left });
      });
    });
  });
}

/** A process that was killed takes a moment to be gone, the longer the more others want to run. */
async function isGroupLeft(pid: number): Promise<boolean> {
  for (let waited = 0; waited < GONE_AFTER_MS; waited += 20) {
    if (!isGroupThere(pid)) return false;
    await pause(20);
  }
  return isGroupThere(pid);
}

function isGroupThere(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone: as it should be.
  }
}
