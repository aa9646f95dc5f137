import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/** A text in a file of its own that only its owner can read, for an editor. */
export interface EditFile {
  readonly path: string;
  /** What it holds now, with line ends as `\n`. Throws `cancelled` where it is gone. */
  read(): string;
  /** Leaves the file where it is, for the person to find. */
  keep(): void;
  /** Removes the file, unless it is to be kept. */
  remove(): void;
}

const HUNG_UP = 129;

/** Writes the text into a new file, which is removed at the latest when this process ends, however it is ended. */
export function createEditFile(name: string, text: string): EditFile {
  const folder = mkdtempSync(join(tmpdir(), 'memorygraph-edit-'));
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  let kept = false;
  const remove = (): void => {
    if (!kept) rmSync(folder, { recursive: true, force: true });
  };
  // A terminal that is closed ends a process without its exit handlers.
  const hungUp = (): void => process.exit(HUNG_UP);
  process.once('exit', remove).once('SIGHUP', hungUp);
  return {
    path,
    read: () => {
      if (!existsSync(path)) throw gone();
      return readFileSync(path, 'utf8')
        .replace(/^\ufeff/, '')
        .replaceAll('\r\n', '\n');
    },
    keep: () => {
      kept = true;
    },
    remove: () => {
      process.off('exit', remove).off('SIGHUP', hungUp);
      remove();
    },
  };
}

function gone(): MemoryGraphError {
  return new MemoryGraphError('cancelled', 'The file that was edited is gone; nothing was changed.');
}
