import { rmdirSync } from 'node:fs';

/** Leaves a folder alone that others have something in, or that is not there. */
export function removeWhenEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or was never made.
  }
}
