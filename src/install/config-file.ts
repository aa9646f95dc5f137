import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ErrorCode } from '../errors/codes.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import { fileProblem } from './problems.js';

/** A configuration file as it lies there. */
export interface FoundFile {
  /** The path of the client's documentation. */
  readonly path: string;
  /** Where the bytes are: the end of a chain of links. */
  readonly target: string;
  /** null = there is none. */
  readonly text: string | null;
  readonly stats: Stats | null;
}

const MAX_BYTES = 100 * 1024 * 1024;
const MAX_LINKS = 40;

/** What comes after the name of a file in that of its copy from before. */
const BACKUP_SUFFIX = '.before-memorygraph';

/** Where the copy from before is kept: beside the file itself. */
export function backupPath(file: FoundFile): string {
  return `${file.target}${BACKUP_SUFFIX}`;
}

/** Reads a file through its links. Throws `invalid_file` for what is no UTF-8 text file, `forbidden` without rights. */
export function findFile(path: string): FoundFile {
  const target = linkTarget(path);
  const stats = statOf(target, path);
  if (stats === null) return { path, target, text: null, stats };
  if (!stats.isFile()) throw fileProblem('invalid_file', path, 'is not a file. Nothing was written.');
  if (stats.size > MAX_BYTES) throw fileProblem('invalid_file', path, 'is too large. Nothing was written.');
  return {
    path,
    target,
    text: decoded(
      doing(path, () => readFileSync(target)),
      path,
    ),
    stats,
  };
}

/** Throws `forbidden` where the file is kept from being written. */
export function checkWritable({ path, stats }: FoundFile): void {
  // A rename needs no right to the file itself, so a write-protected one would be replaced all the same.
  if (stats !== null && (stats.mode & 0o222) === 0)
    throw fileProblem(
      'forbidden',
      path,
      'is write-protected. Give yourself the right to write it; nothing was written.',
    );
}

/**
 * Writes a file whole or not at all, with the rights it had; a new one with `mode`. Makes the folders it needs.
 * Throws `conflict` where the file is no longer as it was found.
 */
export function writeWhole(file: FoundFile, text: string, mode: number): void {
  const { path, target, stats } = file;
  doing(path, () => {
    mkdirSync(dirname(target), { recursive: true });
    const temporary = join(dirname(target), `.memorygraph-${randomBytes(6).toString('hex')}.tmp`);
    try {
      const descriptor = openSync(temporary, 'wx', 0o600);
      try {
        writeFileSync(descriptor, text);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      takeOver(temporary, stats, mode);
      if (findFile(path).text !== file.text)
        throw fileProblem(
          'conflict',
          path,
          'was changed by another program just now. Run this again; nothing was written.',
        );
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

/** Removes a file, and the folders above it that this leaves empty, up to the client's own one. */
export function removeFile({ path, target }: FoundFile, folder: string | null): void {
  doing(path, () => {
    rmSync(target, { force: true });
    if (folder === null || target !== resolve(path)) return;
    let above = dirname(target);
    while (isWithin(above, folder)) {
      try {
        rmdirSync(above);
      } catch {
        return;
      }
      above = dirname(above);
    }
  });
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

/** Follows links to where a file is, or would be made. */
function linkTarget(path: string): string {
  let at = resolve(path);
  for (let count = 0; count < MAX_LINKS; count++) {
    const stats = doing(path, () => lstatSync(at, { throwIfNoEntry: false }));
    if (stats === undefined || !stats.isSymbolicLink()) return at;
    const next = readlinkSync(at);
    at = resolve(realpathSync(dirname(at)), next);
  }
  throw fileProblem('invalid_file', path, 'is a link that leads in a circle. Nothing was written.');
}

function statOf(target: string, path: string): Stats | null {
  return doing(path, () => statSync(target, { throwIfNoEntry: false })) ?? null;
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fileProblem(
      'invalid_file',
      path,
      'is not UTF-8 text. Save it as UTF-8, then run this again; nothing was written.',
    );
  }
}

/** Rights and, where that is allowed, the owner. */
function takeOver(temporary: string, stats: Stats | null, mode: number): void {
  chmodSync(temporary, stats === null ? mode : stats.mode & 0o7777);
  if (stats === null || process.getuid === undefined) return;
  if (stats.uid === process.getuid() && stats.gid === process.getgid?.()) return;
  try {
    chownSync(temporary, stats.uid, stats.gid);
  } catch {
    // Only the owner of the machine may give files away; the text is what matters.
  }
}

const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EACCES: ['forbidden', 'may not be read or written by you. Nothing was written.'],
  EPERM: ['forbidden', 'may not be read or written by you. Nothing was written.'],
  EROFS: ['forbidden', 'lies on a disk that cannot be written. Nothing was written.'],
  ENOSPC: ['storage_full', 'does not fit on the disk any more. Nothing was written.'],
  EDQUOT: ['storage_full', 'does not fit on the disk any more. Nothing was written.'],
  ENOTDIR: ['invalid_file', 'lies below something that is no folder. Nothing was written.'],
  EEXIST: ['invalid_file', 'lies below something that is no folder. Nothing was written.'],
};

function doing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) throw thrown;
    const known = CODES[(thrown as NodeJS.ErrnoException).code ?? ''];
    if (known === undefined) throw fileProblem('internal', path, 'could not be read or written.', thrown);
    throw fileProblem(known[0], path, known[1], thrown);
  }
}
