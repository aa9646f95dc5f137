import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileIdentity } from './file-identity.js';
import { isOpenHere } from './open-files.js';
import * as faults from './opening-errors.js';
import { APPLICATION_ID } from './schema-number.js';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const APPLICATION_ID_AT = 68;

/**
 * Looks at the file before SQLite touches it, and makes it (private to its owner) where it may be made.
 * Nothing that is there is ever written to. The application id is the first thing a new store gets, so a
 * file with content and without it belongs to someone else.
 */
export function prepareFile(path: string, rights: { create: boolean; read_only: boolean }): void {
  const found = lookAt(path);
  if (found === undefined) {
    if (!rights.create || rights.read_only) throw faults.missing(path);
    makeFile(path);
    return;
  }
  if (!found.isFile()) throw faults.notAFile(path);
  checkAccess(path, rights.read_only);
  if (found.size === 0) {
    if (!rights.create || rights.read_only) throw faults.missing(path);
    return;
  }
  if (!isOpenHere(fileIdentity(path) ?? '')) checkHeader(path);
}

function lookAt(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    throw code === 'ENOTDIR' ? faults.folderMissing(path) : faults.unreadable(path);
  }
}

/** Parents first, each tried once: the recursive form of `mkdirSync` never ends below `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // Another process made it in this moment.
    if (!existsSync(folder)) throw cause;
  }
}

function makeFile(path: string): void {
  try {
    makeFolder(dirname(path));
  } catch {
    throw faults.folderMissing(path);
  }
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    // Another process made it in this moment: as good as our own.
    if (code === 'EEXIST') return;
    throw code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
      ? faults.readOnly(path)
      : faults.folderMissing(path);
  }
}

function checkAccess(path: string, read_only: boolean): void {
  if (!allows(path, constants.R_OK)) throw faults.unreadable(path);
  if (read_only) return;
  if (!allows(path, constants.W_OK) || !allows(dirname(path), constants.W_OK)) throw faults.readOnly(path);
}

function allows(path: string, right: number): boolean {
  try {
    accessSync(path, right);
    return true;
  } catch {
    return false;
  }
}

function checkHeader(path: string): void {
  const header = Buffer.alloc(HEADER_BYTES);
  let bytes: number;
  try {
    const file = openSync(path, 'r');
    try {
      bytes = readSync(file, header, 0, HEADER_BYTES, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    throw faults.unreadable(path);
  }
  if (bytes < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw faults.notADatabase(path);
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) throw faults.foreignDatabase(path);
}
