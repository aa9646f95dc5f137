import {
  closeSync,
  constants,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';

/** A file that may be opened without anything being written beside the original. */
export interface ForeignFile {
  readonly path: string;
  /** A private copy, which may be written to. */
  readonly copied: boolean;
  /** Removes the copy. */
  remove(): void;
}

const ATTEMPTS = 3;
const COMPANIONS = ['-wal', '-journal'];
/** Bytes 18 and 19 of the header: 2 where the database keeps a write-ahead log. */
const VERSIONS_AT = 18;

/**
 * The file itself where it is whole as it lies; where it keeps a write-ahead log, or a journal waits to be rolled
 * back, a copy of both: even reading those would write beside them.
 * Throws `not_found`, `forbidden`, `busy` where the file keeps changing.
 */
export function settledFile(path: string): ForeignFile {
  try {
    if (!keepsLog(path) && COMPANIONS.every((end) => sizeOf(path + end) === null))
      return { path, copied: false, remove: () => {} };
    return copyOf(path);
  } catch (thrown) {
    throw fault(thrown, path);
  }
}

function copyOf(path: string): ForeignFile {
  const folder = mkdtempSync(join(tmpdir(), `memorygraph-import-${process.pid}-`));
  const copy = join(folder, 'copy.db');
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = stateOf(path);
      for (const end of ['', ...COMPANIONS]) {
        rmSync(copy + end, { force: true });
        if (sizeOf(path + end) !== null) copyFileSync(path + end, copy + end, constants.COPYFILE_FICLONE);
      }
      if (stateOf(path) === before) return { path: copy, copied: true, remove };
    }
    throw new MemoryGraphError(
      'busy',
      'Another program keeps writing to the file. Close that program, then import again.',
    );
  } catch (thrown) {
    remove();
    throw thrown;
  }
}

function keepsLog(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const versions = Buffer.alloc(2);
    readSync(file, versions, 0, 2, VERSIONS_AT);
    return versions.includes(2);
  } finally {
    closeSync(file);
  }
}

/** Changes when the file or its log does. */
function stateOf(path: string): string {
  return ['', ...COMPANIONS]
    .map((end) => {
      const found = statSync(path + end, { throwIfNoEntry: false, bigint: true });
      return found === undefined ? '' : `${found.size} ${found.mtimeNs}`;
    })
    .join(',');
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function fault(thrown: unknown, path: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
  if (code === 'ENOENT')
    return new MemoryGraphError('not_found', 'The file is not there.', {
      operatorMessage: `${path}: There is no such file.`,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return new MemoryGraphError('forbidden', 'The file may not be read.', {
      operatorMessage: `${path}: The file may not be read.`,
    });
  if (code === 'ENOSPC')
    return new MemoryGraphError(
      'storage_full',
      'There is no room for a copy of the file in the temporary folder.',
    );
  return thrown;
}
