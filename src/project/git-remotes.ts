import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOf } from './files.js';
import { configValues, type GitConfigEntry, readGitConfig } from './git-config.js';
import { type GitFolder, gitFolderAt, gitFolderOf, mainFolder } from './git-folder.js';
import { insteadOf, withoutAlias } from './host-alias.js';
import { projectIdFromRemote } from './remote-id.js';

/** What the remotes of a repository say about its identity. */
export interface RemoteIdentity {
  /** The id of a repository on a server, from the first remote that leads to one. */
  readonly id: string | null;
  /** Else the real path of the repository on this machine that it was cloned from. */
  readonly folder: string | null;
}

const NOTHING: RemoteIdentity = { id: null, folder: null };
/** How many clones of clones are followed. */
const MAX_CLONES = 3;

/**
 * Which repository this is a clone of. Remotes are asked in this order: `origin`, the one the current branch follows,
 * the others by name.
 * @param home where the person's own configuration of git and ssh lies, read where a host is a name of theirs
 */
export function remoteIdentity(
  git: GitFolder,
  config: readonly GitConfigEntry[],
  home: string,
  clones = MAX_CLONES,
): RemoteIdentity {
  let folder: string | null = null;
  for (const name of remoteNames(git, config)) {
    const url = remoteUrl(config, name, home);
    const id = projectIdFromRemote(url);
    if (id !== null) return { id, folder: null };
    const source = clones > 0 ? clonedFrom(url, mainFolder(git, config), home, clones) : NOTHING;
    if (source.id !== null) return source;
    folder ??= source.folder;
  }
  return { id: null, folder };
}

function remoteNames(git: GitFolder, config: readonly GitConfigEntry[]): string[] {
  const names = new Set(
    config
      .filter((each) => each.section === 'remote' && each.key === 'url' && each.value !== '')
      .map((each) => each.subsection),
  );
  const head = textOf(join(git.git_dir, 'HEAD'), 1_000) ?? '';
  const branch = /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1];
  const followed = branch === undefined ? [] : configValues(config, 'branch', branch, 'remote').slice(-1);
  const order = ['origin', ...followed, ...[...names].toSorted()];
  return [...new Set(order)].filter((name) => names.has(name));
}

/** The address that is fetched from. */
function remoteUrl(config: readonly GitConfigEntry[], name: string, home: string): string {
  const url = configValues(config, 'remote', name, 'url').find((each) => each !== '') ?? '';
  return withoutAlias(insteadOf(url, config), home);
}

/** The identity of a repository on this machine that a remote names by its path. */
function clonedFrom(url: string, base: string, home: string, clones: number): RemoteIdentity {
  const path = localPath(url, base);
  const git = path === null ? null : repositoryAt(path);
  if (git === null) return NOTHING;
  const config = readGitConfig(join(git.common_dir, 'config')) ?? [];
  const { id, folder } = remoteIdentity(git, config, home, clones - 1);
  return { id, folder: folder ?? mainFolder(git, config) };
}

/** Git also takes the path of a repository without its `.git`. */
function repositoryAt(path: string): GitFolder | null {
  for (const place of [path, `${path}.git`]) {
    const inside = gitFolderOf(place);
    if (inside !== null && inside !== 'damaged') return inside;
    const bare = gitFolderAt(place);
    if (bare !== null) return bare;
  }
  return null;
}

function localPath(url: string, base: string): string | null {
  if (/^file:\/\//i.test(url)) {
    try {
      return fileURLToPath(url);
    } catch {
      return null;
    }
  }
  const isAddress = url === '' || url.includes('://') || /^[^/\\]{2,}:/.test(url);
  return isAddress ? null : resolve(base, url);
}
