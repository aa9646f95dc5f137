import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const USUAL = process.platform === 'win32' ? 'notepad' : 'vi';
/** What a shell answers for a program that a Ctrl-C has ended. */
const INTERRUPTED = 130;

/**
 * Opens a file in an editor and waits until it is closed. Ctrl-C is the editor's meanwhile: many of them know what
 * to do with it, and one that ends by it has called the edit off.
 * @param command the editor as a command line, which may hold options; null = the usual one, on a terminal only.
 * Throws `cancelled` where the edit was called off, `usage` where there is no editor, or it failed.
 */
export async function runEditor(command: string | null, path: string, signal: AbortSignal): Promise<void> {
  if (command === null && !process.stdin.isTTY) {
    throw new MemoryGraphError(
      'usage',
      'There is no terminal to edit in. Set EDITOR to a program that needs none.',
    );
  }
  const listeners = process.listeners('SIGINT');
  const ignore = (): void => undefined;
  process.removeAllListeners('SIGINT').on('SIGINT', ignore);
  const editor = start(command ?? USUAL, path);
  const stop = (): void => void editor.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [code, by] = (await once(editor, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal.aborted || by === 'SIGINT' || code === INTERRUPTED) throw calledOff();
    if (code !== 0) throw failed(command ?? USUAL, code ?? by);
  } finally {
    signal.removeEventListener('abort', stop);
    process.off('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

/** Through a shell, as an editor may be set with options (`code --wait`). */
function start(command: string, path: string): ChildProcess {
  if (process.platform === 'win32') return spawn(`${command} "${path}"`, { shell: true, stdio: 'inherit' });
  return spawn('/bin/sh', ['-c', `${command} "$1"`, command, path], { stdio: 'inherit' });
}

function calledOff(): MemoryGraphError {
  return new MemoryGraphError('cancelled', 'The edit was called off; nothing was changed.');
}

function failed(command: string, how: number | string | null): MemoryGraphError {
  return new MemoryGraphError(
    'usage',
    `The editor ${JSON.stringify(command)} ended with ${how}; nothing was changed. EDITOR names another one.`,
  );
}
