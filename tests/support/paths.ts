import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder: the nearest one above this file whose package is memorygraph. */
export const ROOT = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** The built executable; `MEMORYGRAPH_EXECUTABLE` names another one, such as an installed package's. */
export const EXECUTABLE =
  process.env.MEMORYGRAPH_EXECUTABLE ?? path.join(ROOT, 'dist', 'bin', 'memorygraph.js');

/** The peer every figure is compared with. */
export const PEER = path.join(
  ROOT,
  'node_modules',
  '@modelcontextprotocol',
  'server-memory',
  'dist',
  'index.js',
);

function findRoot(from: string): string {
  const file = path.join(from, 'package.json');
  if (existsSync(file) && /"name":\s*"memorygraph"/.test(readFileSync(file, 'utf8'))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error('no package.json of memorygraph above this file');
  return findRoot(above);
}
