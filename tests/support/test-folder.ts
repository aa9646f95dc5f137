import { afterAll } from 'vitest';
import { removeFolder, temporaryFolder } from './temporary.js';

const made = new Set<string>();

// A test runner may end its workers without the event that `temporaryFolder` waits for.
afterAll(() => {
  for (const folder of made) removeFolder(folder);
  made.clear();
});

/** A fresh folder that is removed after the tests of the file. */
export function testFolder(label: string): string {
  const folder = temporaryFolder(label);
  made.add(folder);
  return folder;
}
