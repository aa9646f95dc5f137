import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeWhenEmpty } from '../folders.js';
import { readSpool, type WaitingEvent } from './spool-lines.js';

/** A file that nobody wrote to for so long was left by a process that ended; one that goes on makes it anew. */
const LEFT_AFTER_MS = 3_600_000;

/** The spool of a process, which may have ended or go on. */
export interface Spool {
  readonly name: string;
  readonly events: readonly WaitingEvent[];
  readonly isLeft: boolean;
}

/** Folder of the spools beside the file of a tenant. */
export function spoolFolder(path: string): string {
  return `${path}-calls`;
}

/** Spools in a folder that are still there. */
export function readSpools(folder: string, names: readonly string[]): Spool[] {
  return names.flatMap((name) => {
    const path = join(folder, name);
    try {
      const isLeft = Date.now() - statSync(path).mtimeMs > LEFT_AFTER_MS;
      return [{ name, isLeft, events: readSpool(readFileSync(path, 'utf8')) }];
    } catch {
      // Its process closed it meanwhile.
      return [];
    }
  });
}

export function spoolNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Removes spools, and the folder where none is left. */
export function removeSpools(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true });
  removeWhenEmpty(folder);
}
