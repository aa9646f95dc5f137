import { type ChildProcess, spawn } from 'node:child_process';

/** A running writer and the lines it has printed. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
  /** Resolves once this many lines were printed, or the process has ended. */
  printed(lines: number): Promise<void>;
}

export function startChild(file: string, args: readonly string[], options: { uid?: number } = {}): Child {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const wake of waiting) wake();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => {
    for (const wake of waiting) wake();
  });
  const printed = (wanted: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        if (lines.length < wanted && child.exitCode === null && child.signalCode === null) return;
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      wake();
    });
  return { process: child, lines, ended, printed };
}
