import { describe, expect, it } from 'vitest';
import { isBusy, isFull, translate } from '../../../backends/sqlite/errors.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';

const PATH = '/home/someone/private/store.db';

function failure(code: string): Error {
  return Object.assign(new Error(`the driver's words about ${PATH}`), { code });
}

describe('errors of the driver', () => {
  it.each([
    ['SQLITE_FULL', 'storage_full'],
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_BUSY_RECOVERY', 'busy'],
    ['SQLITE_LOCKED', 'busy'],
    ['SQLITE_CORRUPT', 'storage_corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'storage_corrupt'],
    ['SQLITE_NOTADB', 'storage_not_a_database'],
    ['SQLITE_READONLY', 'storage_read_only'],
    ['SQLITE_READONLY_DIRECTORY', 'storage_read_only'],
    ['SQLITE_READONLY_DBMOVED', 'storage_replaced'],
    ['SQLITE_CANTOPEN', 'storage_unreadable'],
    ['SQLITE_CANTOPEN_ISDIR', 'storage_unreadable'],
    ['SQLITE_IOERR_WRITE', 'storage_unreadable'],
    ['SQLITE_PERM', 'storage_unreadable'],
    ['SQLITE_TOOBIG', 'too_large'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
    ['ERR_DLOPEN_FAILED', 'driver_missing'],
    ['MODULE_NOT_FOUND', 'driver_missing'],
    ['SQLITE_ERROR', 'internal'],
    ['', 'internal'],
  ])('%s becomes %s, and only the operator reads the rest', (code, expected) => {
    const cause = failure(code);
    const error = translate(cause, PATH);
    expect(error.code).toBe(expected);
    expect(error.message).not.toContain('/home');
    expect(error.message).toMatch(/\.$/);
    expect(error.operatorMessage).toContain("the driver's words");
    expect(error.cause).toBe(cause);
  });

  it('of this project pass unchanged', () => {
    const own = new MemoryGraphError('conflict', 'x.');
    expect(translate(own, PATH)).toBe(own);
  });

  it('tell busy and full apart', () => {
    expect([isBusy(failure('SQLITE_BUSY_SNAPSHOT')), isFull(failure('SQLITE_BUSY'))]).toEqual([true, false]);
    expect([isBusy(failure('SQLITE_FULL')), isFull(failure('SQLITE_FULL'))]).toEqual([false, true]);
    expect(isBusy('not even an error')).toBe(false);
  });

  it('name the command that mends a driver of another Node version', () => {
    expect(translate(failure('ERR_DLOPEN_FAILED'), PATH).message).toContain('npm rebuild better-sqlite3');
  });
});
