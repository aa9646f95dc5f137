import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';

/** What is at a path, links followed; null where nothing is or it cannot be looked at. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** True for a directory that can be looked at. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** Text of a regular file of at most `bytes`; null for anything else. Pipes and devices are never opened. */
export function textOf(path: string, bytes: number): string | null {
  const found = statOf(path);
  if (found === null || !found.isFile() || found.size > bytes) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The path without links, in the spelling of the file system; null where nothing is there. */
export function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return javascriptRealPath(path);
  }
}

/** Some drives of Windows refuse the native call. */
function javascriptRealPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
