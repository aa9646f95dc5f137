import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../unit/sqlite/fixtures.js';

/** A file system in memory of a few megabytes, to be filled. */
export interface SmallDisk {
  readonly path: string;
  remove(): void;
}

/** Mounts one; null where that is not allowed. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = temporaryFolder();
  const path = join(folder.path, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    folder.remove();
    return null;
  }
  return {
    path,
    remove() {
      execFileSync('umount', [path]);
      folder.remove();
    },
  };
}
