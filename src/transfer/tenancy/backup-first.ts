import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MigrationRecord } from '../../contracts/tenant-migration.js';
import { backupStore } from '../backup/backup.js';
import { writeFileWhole } from '../files/write-file.js';
import { fileMark, goOn, type MigrationWork } from './migration-work.js';

/**
 * Writes the backup of a store beside it, where it is not there: its name never stands for half of one.
 * @returns its path. Throws `storage_full`, `cancelled`.
 */
export async function backupFirst(work: MigrationWork, record: MigrationRecord): Promise<string> {
  const { migration, scopes, onProgress } = work;
  const path = migration.beside(`.before-tenants-${fileMark(record)}.backup.gz`);
  if (await isThere(path)) return path;
  await removeUnfinished(path);
  const source = await backupStore(migration.whole, scopes(null), {
    onProgress: (done) => {
      goOn(work);
      onProgress?.('backing up', done, null);
    },
  });
  const signal = work.signal ?? new AbortController().signal;
  await writeFileWhole(path, source.chunks, { force: true, signal });
  return path;
}

/** A run that was killed leaves what it had written under another name. */
async function removeUnfinished(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder))
    if (name.startsWith(`.${basename(path)}.`) && name.endsWith('.unfinished'))
      await rm(join(folder, name), { force: true });
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
