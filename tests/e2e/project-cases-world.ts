import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { type ResolvedProject, resolveProject } from '../../src/project/resolve-project.js';

/** A small machine of its own for one case: a home, a temporary directory, and the real git program. */
export interface World {
  /** Real path of the machine's top, with `/` for every separator. */
  readonly base: string;
  /** The path of a place on the machine. */
  at(place: string): string;
  /** Makes a folder. */
  folder(place: string): string;
  write(place: string, text: string): void;
  /** A link to a place that is there. */
  link(target: string, place: string): string;
  /** Runs git in a place that is there. */
  git(place: string, ...words: string[]): string;
  /** A repository with one commit, and its `origin` where one is given. */
  repository(place: string, origin?: string): string;
  /** A bare repository with one commit. */
  bare(place: string): string;
  /** The project of a folder, by its path. */
  resolve(folder: string): ResolvedProject | null;
}

const IDENTITY = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
const SETTINGS = ['-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];

/** A fresh machine in a folder. */
export function makeWorld(folder: string): World {
  mkdirSync(folder, { recursive: true });
  const base = realpathSync.native(folder);
  const at = (place: string) => join(base, ...place.split('/'));
  const home = at('home/ann');
  const temporary = at('tmp');
  for (const each of [home, temporary, at('srv')]) mkdirSync(each, { recursive: true });
  const git = (place: string, ...words: string[]) =>
    execFileSync('git', ['-C', at(place), ...SETTINGS, ...IDENTITY, ...words], {
      env: gitEnvironment(home),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const write = (place: string, text: string) => {
    mkdirSync(dirname(at(place)), { recursive: true });
    writeFileSync(at(place), text);
  };
  const makeFolder = (place: string) => {
    mkdirSync(at(place), { recursive: true });
    return at(place);
  };
  const link = (target: string, place: string) => {
    symlinkSync(at(target), at(place), statSync(at(target)).isDirectory() ? 'junction' : 'file');
    return at(place);
  };
  const repository = (place: string, origin?: string) => {
    makeFolder(place);
    git(place, 'init', '--quiet');
    git(place, 'commit', '--quiet', '--allow-empty', '--message', 'first');
    if (origin !== undefined) git(place, 'remote', 'add', 'origin', origin);
    return at(place);
  };
  const bare = (place: string) => {
    repository('srv/seed');
    git('srv', 'clone', '--quiet', '--bare', at('srv/seed'), at(place));
    git(place, 'remote', 'remove', 'origin');
    return at(place);
  };
  const resolve = (folder: string) => resolveProject(folder, { home, temporary: [temporary] });
  return {
    base: base.replaceAll('\\', '/'),
    at,
    folder: makeFolder,
    write,
    link,
    git,
    repository,
    bare,
    resolve,
  };
}

function gitEnvironment(home: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    HOME: home,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
