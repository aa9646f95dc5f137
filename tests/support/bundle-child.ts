import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './paths.js';

/**
 * One file of JavaScript from a TypeScript entry and all it imports of this repository, for a child process
 * of a test. It lies below `node_modules`, so that packages resolve.
 */
export async function bundleChild(entry: string): Promise<{ file: string; remove: () => void }> {
  const folder = path.join(ROOT, 'node_modules', '.cache', 'children');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${path.basename(entry, '.ts')}-${process.pid}-${Date.now()}.mjs`);
  await build({
    entryPoints: [path.resolve(ROOT, entry)],
    outfile: file,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return { file, remove: () => rmSync(file, { force: true }) };
}
