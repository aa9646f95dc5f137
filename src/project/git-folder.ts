import { basename, dirname, join, resolve } from 'node:path';
import { isFolder, realPath, statOf, textOf } from './files.js';
import { configValues, type GitConfigEntry } from './git-config.js';

/** Where git keeps a repository. Real paths. */
export interface GitFolder {
  /** HEAD and what else belongs to one work tree. */
  readonly git_dir: string;
  /** Configuration, references and objects, shared by all work trees. */
  readonly common_dir: string;
}

const POINTER_BYTES = 16 * 1024;

/** What `.git` in a folder leads to; `damaged` where something is there that is no repository, null for nothing. */
export function gitFolderOf(folder: string): GitFolder | 'damaged' | null {
  const path = join(folder, '.git');
  const found = statOf(path);
  if (found === null) return null;
  if (found.isDirectory()) return gitFolderAt(path) ?? 'damaged';
  const pointer = /^gitdir:[ \t]*([^\r\n]+)/.exec(textOf(path, POINTER_BYTES) ?? '')?.[1];
  return (pointer === undefined ? null : gitFolderAt(resolve(folder, pointer))) ?? 'damaged';
}

/** The repository whose git directory a path is, or null. */
export function gitFolderAt(path: string): GitFolder | null {
  if (!(statOf(join(path, 'HEAD'))?.isFile() ?? false)) return null;
  const git_dir = realPath(path);
  if (git_dir === null) return null;
  const common_dir = commonFolder(git_dir);
  if (common_dir === null || !isFolder(join(common_dir, 'objects'))) return null;
  return isFolder(join(common_dir, 'refs')) ? { git_dir, common_dir } : null;
}

/** The directory that all work trees of a repository share; null where it is gone. */
export function commonFolder(gitDir: string): string | null {
  const pointer = textOf(join(gitDir, 'commondir'), POINTER_BYTES);
  return pointer === null ? gitDir : realPath(resolve(gitDir, pointer.trim()));
}

/**
 * The folder that stands for a repository without a remote, the same for each of its work trees: the main work tree;
 * for a bare repository, and one whose git directory was put elsewhere, what all of them know, the git directory.
 */
export function mainFolder({ common_dir }: GitFolder, config: readonly GitConfigEntry[]): string {
  const worktree = configValues(config, 'core', '', 'worktree').at(-1);
  const named = worktree === undefined ? null : realPath(resolve(common_dir, worktree));
  if (named !== null && sharesFolder(named, common_dir)) return named;
  const above = dirname(common_dir);
  return basename(common_dir) === '.git' || sharesFolder(above, common_dir) ? above : common_dir;
}

function sharesFolder(folder: string, commonDir: string): boolean {
  const found = gitFolderOf(folder);
  return found !== null && found !== 'damaged' && found.common_dir === commonDir;
}
