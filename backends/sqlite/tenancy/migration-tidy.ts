import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Run } from '../backend.js';
import type { Connection } from '../connection.js';
import { removeWhenEmpty } from '../folders.js';
import { REWRITING } from '../scrub.js';
import { writing } from '../writing.js';
import { removeSpools, spoolFolder, spoolNames } from './left-spools.js';
import { noteTidy, untidyKeys } from './migration-rows.js';
import { tenantFolder, tenantPath } from './tenant-files.js';

/** Names that SQLite gives to what belongs to a file. */
const ENDS = ['', '-wal', '-shm', '-journal'] as const;

/** Removes files of tenants that are not needed any more, and writes the store's own file anew. May be repeated. */
export async function tidy(run: Run, path: string): Promise<void> {
  const keys = await run(untidyKeys);
  if (keys === null) return;
  for (const key of keys) {
    const file = tenantPath(path, { key });
    removeSpools(spoolFolder(file), spoolNames(spoolFolder(file)));
    for (const end of ENDS) rmSync(`${file}${end}`, { force: true });
  }
  removeWhenEmpty(tenantFolder(path));
  synchroniseFolder(dirname(path));
  for (const step of REWRITING) await run(step);
  await run((connection: Connection) => writing(connection, () => noteTidy(connection)));
}

/** Makes sure that what was made, renamed or removed in a folder stays so through a power cut. */
export function synchroniseFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not every system can; those keep folders in order by themselves.
  }
}
