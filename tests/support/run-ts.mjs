#!/usr/bin/env node
// Runs a TypeScript script with its arguments: node tests/support/run-ts.mjs tests/bench/search.ts --sizes 1000
// The script is bundled next to node_modules, so that packages resolve, and the bundle is removed at exit.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('usage: node tests/support/run-ts.mjs SCRIPT.ts [arguments]\n');
  process.exit(2);
}

const folder = path.join(root, 'node_modules', '.cache', 'run-ts');
const bundle = path.join(folder, `${path.basename(script, '.ts')}-${process.pid}.mjs`);
mkdirSync(folder, { recursive: true });
process.on('exit', () => rmSync(bundle, { force: true }));

await build({
  entryPoints: [path.resolve(script)],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], path.resolve(script), ...rest];
await import(pathToFileURL(bundle).href);
