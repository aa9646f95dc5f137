import { dirname, join, relative, sep } from 'node:path';
import { isFolder, realPath } from './files.js';
import { readGitConfig } from './git-config.js';
import { type GitFolder, gitFolderAt, gitFolderOf, mainFolder } from './git-folder.js';
import { remoteIdentity } from './git-remotes.js';
import { partOfPath, withPart } from './id-text.js';
import {
  type Boundaries,
  boundariesOf,
  holdsBoundary,
  isProgramFolder,
  type Surroundings,
} from './places.js';
import { PROJECT_FILE, type ProjectFile, readProjectFile } from './project-file.js';
import { pathId } from './project-id.js';

/** The project a folder belongs to. */
export interface ResolvedProject {
  readonly project_id: string;
  /** Real path of the top of this work tree, or of the folder that the id stands for. */
  readonly root: string;
  /** What the id was made from: a remote, a name that somebody set, or a real path. */
  readonly source: 'remote' | 'configured' | 'path';
  /** The git directory of this work tree; absent without a repository. */
  readonly git_dir?: string;
  /** Sentences for people about what was left out of account, with paths of this machine. */
  readonly problems: readonly string[];
}

/** What lies at a folder and above it, nearest first. */
interface Findings {
  readonly files: { readonly folder: string; readonly file: ProjectFile }[];
  readonly problems: string[];
  top?: { readonly folder: string; readonly git: GitFolder };
  bare?: { readonly folder: string; readonly git: GitFolder };
  damaged?: string;
  end: 'home' | 'temporary' | 'root';
}

/**
 * The project of a folder: its git remote, else the name in a `.memorygraph.json`, else the real path of the main
 * work tree or, without a repository, of the folder itself. Null for what is nobody's project: the root, a home, a
 * temporary directory and plain folders in it, folders of programs, a folder that is not there. Reads a few small
 * files, starts no process, never throws.
 */
export function resolveProject(directory: string, surroundings: Surroundings): ResolvedProject | null {
  const real = realPath(directory);
  if (real === null) return null;
  const start = isFolder(real) ? real : dirname(real);
  const boundaries = boundariesOf(surroundings);
  const found = lookUpwards(start, boundaries);
  const repository = found.top ?? found.bare;
  return repository === undefined
    ? plainProject(start, found, boundaries)
    : repositoryProject(repository, found, boundaries);
}

function lookUpwards(start: string, { home, temporary }: Boundaries): Findings {
  const found: Findings = { files: [], problems: [], end: 'root' };
  for (let folder = start; ; folder = dirname(folder)) {
    if (folder === home || temporary.includes(folder)) {
      found.end = folder === home ? 'home' : 'temporary';
      return found;
    }
    if (dirname(folder) === folder) return found;
    const file = readProjectFile(folder);
    if (file?.problem !== undefined) found.problems.push(file.problem);
    if (file?.usable) found.files.push({ folder, file });
    const git = gitFolderOf(folder);
    if (git === 'damaged') {
      found.damaged ??= folder;
      found.problems.push(`${join(folder, '.git')} is no repository that can be read and has no effect`);
    } else if (git !== null) {
      found.top = { folder, git };
      return found;
    }
    // A bare repository inside a work tree may have come with a download: the work tree around it counts.
    const bare = found.bare === undefined && !folder.endsWith(`${sep}.git`) ? gitFolderAt(folder) : null;
    if (bare !== null) found.bare = { folder, git: bare };
  }
}

function repositoryProject(
  { folder: top, git }: { readonly folder: string; readonly git: GitFolder },
  found: Findings,
  boundaries: Boundaries,
): ResolvedProject | null {
  const inside = found.files.filter(({ folder }) => folder === top || folder.startsWith(top + sep));
  const problems = [...found.problems];
  const config = readGitConfig(join(git.common_dir, 'config'));
  if (config === null)
    problems.push(`${join(git.common_dir, 'config')} cannot be read: the remotes are not known`);
  const remote = remoteIdentity(git, config ?? [], boundaries.home);
  const part = inside.find(({ file }) => file.subdir)?.folder ?? top;
  const named = inside.find(({ file }) => file.name !== undefined);
  const base = { root: top, git_dir: git.git_dir, problems };
  if (remote.id !== null) {
    if (named !== undefined)
      problems.push(
        `${join(named.folder, PROJECT_FILE)}: "project" has no effect because the repository has a remote`,
      );
    const project_id = idOfPart(remote.id, top, part);
    return project_id === null ? null : { project_id, source: 'remote', ...base };
  }
  if (named?.file.name !== undefined) {
    const isBelow = part.startsWith(named.folder + sep);
    const project_id = idOfPart(named.file.name, named.folder, isBelow ? part : named.folder);
    return project_id === null ? null : { project_id, source: 'configured', ...base };
  }
  const shared = [boundaries.home, ...boundaries.temporary];
  const main = mainFolder(git, config ?? []);
  const folder = [remote.folder, main].find((each) => each !== null && !shared.includes(each));
  const id = pathId(folder ?? git.common_dir);
  const project_id = id === null ? null : idOfPart(id, top, part);
  return project_id === null ? null : { project_id, source: 'path', ...base };
}

/** A folder without a repository: the nearest `.memorygraph.json` marks its top, else it is one by itself. */
function plainProject(start: string, found: Findings, boundaries: Boundaries): ResolvedProject | null {
  const { problems } = found;
  const named = found.files.find(({ file }) => file.name !== undefined);
  if (named?.file.name !== undefined)
    return { project_id: named.file.name, root: named.folder, source: 'configured', problems };
  const marked = found.files[0]?.folder;
  const root = marked ?? found.damaged ?? start;
  if (marked === undefined && isNobodys(root, found, boundaries)) return null;
  const project_id = pathId(root);
  return project_id === null ? null : { project_id, root, source: 'path', problems };
}

function isNobodys(folder: string, found: Findings, boundaries: Boundaries): boolean {
  if (folder === boundaries.home || boundaries.temporary.includes(folder)) return true;
  if (found.end === 'temporary') return true;
  if (found.damaged !== undefined) return false;
  if (holdsBoundary(folder, boundaries)) return true;
  return isProgramFolder(folder, boundaries.home);
}

function idOfPart(id: string, top: string, folder: string): string | null {
  const part = partOfPath(relative(top, folder).replaceAll(sep, '/'));
  return part === null ? null : withPart(id, part);
}
