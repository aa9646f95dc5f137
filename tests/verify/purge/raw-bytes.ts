import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Plant } from './plants.js';

/** Plants whose word is somewhere in the raw bytes of the files below a folder, and in which of them. */
export function plantsInFiles(folder: string, plants: readonly Plant[]): { plant: Plant; file: string }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  );
  return files.flatMap((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return plants.filter((plant) => holds(bytes, plant)).map((plant) => ({ plant, file }));
  });
}

/** Plants whose word is in a text. */
export function plantsInText(text: string, plants: readonly Plant[]): Plant[] {
  return plants.filter((plant) => holds(Buffer.from(text), plant));
}

function holds(bytes: Buffer, { needle }: Plant): boolean {
  return [needle, needle.toUpperCase()].some((form) => bytes.includes(form));
}
