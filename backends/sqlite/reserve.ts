import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { ChangeSet } from '../../src/domain/change-set.js';

const RESERVE_BYTES = 1024 * 1024;

/**
 * Keeps a file of one mebibyte beside the database. To delete needs room as well, in the write-ahead log; on
 * a full disk this file is given up for it, so that the owner can always make room from within.
 */
export function keepReserve(path: string): void {
  const file = fileOf(path);
  if (existsSync(file)) return;
  try {
    writeFileSync(file, Buffer.alloc(RESERVE_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    // Another process may be making it; what a full disk left of it is of no use.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST'))
      rmSync(file, { force: true });
  }
}

/** @returns whether there was a reserve to give up. */
export function spendReserve(path: string): boolean {
  const file = fileOf(path);
  if (!existsSync(file)) return false;
  rmSync(file, { force: true });
  return true;
}

/** True for a change set that deletes or erases and adds no text: what the reserve is for. */
export function onlyDeletes(changes: ChangeSet): boolean {
  return (
    changes.changes.some(({ kind }) => kind === 'put_memory' || kind.startsWith('purge_')) &&
    changes.changes.every((change) => change.kind !== 'put_memory' || change.document === null)
  );
}

function fileOf(path: string): string {
  return `${path}-reserve`;
}
