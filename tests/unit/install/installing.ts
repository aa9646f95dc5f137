import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import type { Client, ClientFolders, Scope } from '../../../src/install/clients/client.js';
import { type InstallReport, type InstallWish, install } from '../../../src/install/install.js';
import type { Program } from '../../../src/install/launch.js';
import { testFolder } from '../../support/test-folder.js';

/** A home and a project of their own, and what is known of the program. */
export interface Place {
  readonly folders: ClientFolders;
  readonly program: Program;
}

export const PROGRAM: Program = {
  version: '1.2.3',
  platform: 'linux',
  node: '/opt/node/bin/node',
  script: '/home/ann/.npm/_npx/1/node_modules/memorygraph/dist/bin/memorygraph.js',
  npx: '/opt/node/bin/npx',
  passing: true,
  packaged: true,
};

export function place(program: Partial<Program> = {}, folders: Partial<ClientFolders> = {}): Place {
  const base = testFolder('install');
  const [home, project] = [join(base, 'home'), join(base, 'project')];
  for (const folder of [home, project]) mkdirSync(folder);
  const platform = program.platform ?? 'linux';
  return { folders: { platform, home, project, ...folders }, program: { ...PROGRAM, ...program } };
}

export function run(at: Place, wish: Partial<InstallWish> & { client: string }): InstallReport {
  const usual: Omit<InstallWish, 'client'> = {
    scope: undefined,
    remove: false,
    print: false,
    hooks: true,
    force: false,
    command: undefined,
    settings: {},
    server_args: [],
    flags: [],
  };
  return install({ ...usual, ...wish }, at.folders, at.program);
}

/** The files a client's configuration is in, as `--print` tells them. */
export function pathsOf(at: Place, client: Client, scope: Scope): { path: string; holds: string }[] {
  return [...run(at, { client: client.name, scope, print: true }).files];
}

export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** The values of a configuration file, read by another parser than the one under test edits with. */
export function valuesOf(path: string): Record<string, unknown> {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  if (path.endsWith('.toml')) {
    const values = parseToml(text, { integersAsBigInt: 'asNeeded' });
    return JSON.parse(
      JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    );
  }
  const errors: never[] = [];
  const value = parseJsonc(text, errors, { allowTrailingComma: true }) as Record<string, unknown>;
  if (errors.length > 0) throw new Error(`${path} does not parse: ${JSON.stringify(errors)}`);
  return value;
}

/** Every file below the place with its bytes, to see that nothing was lost and nothing is left. */
export function snapshot({ folders }: Place): Record<string, string> {
  const base = dirname(folders.home);
  const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [
        relative(base, path),
        existsSync(path) ? readFileSync(path).toString('base64') : 'a link to nothing',
      ];
    }),
  );
}
