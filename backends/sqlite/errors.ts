import type { ErrorCode } from '../../src/errors/codes.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';

interface Translation {
  readonly code: ErrorCode;
  readonly message: string;
}

/** By primary result code; extended codes (`SQLITE_BUSY_SNAPSHOT`) fall back to the primary one. */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  SQLITE_FULL: {
    code: 'storage_full',
    message: 'The disk is full. Nothing was written and nothing was lost; free some space and try again.',
  },
  SQLITE_BUSY: {
    code: 'busy',
    message: 'Another process is writing to the store. Try the same call again in a moment.',
  },
  SQLITE_LOCKED: {
    code: 'busy',
    message: 'The store is locked for a moment. Try the same call again.',
  },
  SQLITE_PROTOCOL: {
    code: 'busy',
    message: 'Too many processes are opening the store at once. Try again in a moment.',
  },
  SQLITE_CORRUPT: {
    code: 'storage_corrupt',
    message: 'The database file is damaged and was left as it is. Restore the latest backup.',
  },
  SQLITE_NOTADB: {
    code: 'storage_not_a_database',
    message: 'The configured file is not a memorygraph database and was left as it is. Choose another path.',
  },
  SQLITE_READONLY: {
    code: 'storage_read_only',
    message:
      'The store can be read but not written. Check the permissions of the database file and its folder.',
  },
  SQLITE_READONLY_DBMOVED: {
    code: 'storage_replaced',
    message: 'The database file was deleted or replaced while it was open. Restart the server.',
  },
  SQLITE_READONLY_DIRECTORY: {
    code: 'storage_read_only',
    message:
      'SQLite needs to write beside the database file even for reading. Copy the file to a folder that may be written, or allow writing to this one.',
  },
  SQLITE_CANTOPEN: {
    code: 'storage_unreadable',
    message: 'The database file cannot be opened. Check that its folder exists and may be read and written.',
  },
  SQLITE_PERM: {
    code: 'storage_unreadable',
    message: 'The database file may not be accessed. Check the permissions of the file and its folder.',
  },
  SQLITE_IOERR: {
    code: 'storage_unreadable',
    message: 'Reading or writing the database file failed. Check the disk and try again.',
  },
  SQLITE_CONSTRAINT: {
    code: 'conflict',
    message: 'The record was written by someone else in the meantime. Read it again and repeat the change.',
  },
  SQLITE_TOOBIG: {
    code: 'too_large',
    message: 'A value is larger than the store can hold. Shorten it.',
  },
};

/** Any failure of the driver as an error of this project; what was made here passes unchanged. */
export function translate(thrown: unknown, path: string): MemoryGraphError {
  if (thrown instanceof MemoryGraphError) return thrown;
  if (isDriverLoadFailure(thrown)) return driverMissing(thrown);
  const code = resultCode(thrown);
  const found = TRANSLATIONS[code] ?? TRANSLATIONS[primary(code)];
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  if (found === undefined)
    return new MemoryGraphError(
      'internal',
      'The store failed to do this; nothing was written. The server log says why.',
      { cause: thrown, operatorMessage: `${path}: ${words}` },
    );
  return new MemoryGraphError(found.code, found.message, {
    cause: thrown,
    operatorMessage: `${path}: ${found.message} (${code}: ${words})`,
  });
}

/** True where waiting may help: another connection holds a lock. */
export function isBusy(thrown: unknown): boolean {
  const code = resultCode(thrown);
  return ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'].includes(primary(code));
}

/** True where the disk, or the share of it that the store may use, is full. */
export function isFull(thrown: unknown): boolean {
  return primary(resultCode(thrown)) === 'SQLITE_FULL';
}

/** True where SQLite did not understand a statement: it names what the schema does not have. */
export function isStatementFault(thrown: unknown): boolean {
  return resultCode(thrown) === 'SQLITE_ERROR';
}

/** The native part of the driver is not there, or was compiled for another Node version. */
export function driverMissing(cause: unknown): MemoryGraphError {
  const message =
    'The SQLite driver does not fit this Node version or is not installed. Run `npm rebuild better-sqlite3` where memorygraph is installed, or reinstall it.';
  const words = cause instanceof Error ? cause.message : String(cause);
  return new MemoryGraphError('driver_missing', message, { cause, operatorMessage: `${message} (${words})` });
}

function isDriverLoadFailure(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = resultCode(thrown);
  return (
    code === 'ERR_DLOPEN_FAILED' ||
    code.endsWith('MODULE_NOT_FOUND') ||
    thrown.message.startsWith('Could not locate the bindings file')
  );
}

function resultCode(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}

function primary(code: string): string {
  return code.split('_', 2).join('_');
}
