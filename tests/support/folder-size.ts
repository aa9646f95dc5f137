import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes of every file below a folder, by its path there. */
export function fileSizes(folder: string): Record<string, number> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => ({ name, stat: statSync(path.join(folder, name)) }));
  return Object.fromEntries(
    files.filter(({ stat }) => stat.isFile()).map(({ name, stat }) => [name, stat.size]),
  );
}

export function folderBytes(folder: string): number {
  return Object.values(fileSizes(folder)).reduce((sum, size) => sum + size, 0);
}
