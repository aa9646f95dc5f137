import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A fresh folder that is removed when this process ends, however it ends short of a kill. */
export function temporaryFolder(label: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `mg-${label}-`));
  folders.add(folder);
  return folder;
}

/** Removes a folder before the end, where its size matters. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}
