import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import type { Program } from './launch.js';

/** Folders in which package runners keep what they ran. */
const CACHES = /[\\/](?:_npx|dlx|dlx-[^\\/]*|bunx-[^\\/]*|xfs-[^\\/]*)[\\/]/;

/** What is known of the program that runs now, from how its process was started. */
export function findProgram(given: {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** `process.execPath`: links resolved, so it may name a version of Node that an update takes away. */
  readonly node: string;
  /** `process.argv[1]`. */
  readonly script: string;
  readonly search_path: string;
  readonly temporary: readonly string[];
}): Program {
  const script = real(given.script);
  const windows = given.platform === 'win32';
  const names = given.search_path
    .split(delimiter)
    .filter((folder) => folder !== '' && !CACHES.test(`${folder}${sep}`));
  const node =
    names
      .filter((folder) => !/[\\/]node_modules[\\/]/.test(folder))
      .map((folder) => join(folder, windows ? 'node.exe' : 'node'))
      .find((path) => existsSync(path) && real(path) === real(given.node)) ?? given.node;
  const npx = [dirname(node), dirname(given.node)]
    .map((folder) => join(folder, windows ? 'npx.cmd' : 'npx'))
    .find(existsSync);
  return {
    version: given.version,
    platform: given.platform,
    node,
    script,
    npx: npx ?? null,
    passing:
      CACHES.test(script) || given.temporary.some((folder) => script.startsWith(`${real(folder)}${sep}`)),
    packaged: /[\\/]node_modules[\\/]/.test(script),
  };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
