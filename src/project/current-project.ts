import { isAbsolute, join, resolve } from 'node:path';
import { isFolder, realPath } from './files.js';
import type { Surroundings } from './places.js';
import { normalizeProjectId } from './project-id.js';
import { type ResolvedProject, resolveProject } from './resolve-project.js';

/** What a process knows about where it works; texts as they stand in the environment. */
export interface CurrentProjectInput extends Surroundings {
  /** `MEMORY_PROJECT`: an id, the address of a repository, a path, or `none` for no current project. */
  readonly configured?: string | undefined;
  /** `CLAUDE_PROJECT_DIR`. */
  readonly claude_project_dir?: string | undefined;
  readonly working_directory: string;
}

/** The current project of a process, null for none, and what is wrong with what it was told. */
export interface CurrentProject {
  readonly project: ResolvedProject | null;
  readonly problems: readonly string[];
}

/**
 * The project this process works on: `MEMORY_PROJECT`, else the project of `CLAUDE_PROJECT_DIR` where that folder is
 * there, else of the working directory. A configured id keeps the root and the git directory of the folder.
 */
export function currentProject(given: CurrentProjectInput): CurrentProject {
  const problems: string[] = [];
  const configured = given.configured?.trim() ?? '';
  if (configured.toLowerCase() === 'none') return { project: null, problems };
  const folder = projectFolder(given, problems);
  const found = resolveProject(folder, given);
  problems.push(...(found?.problems ?? []));
  if (configured === '' || configured.toLowerCase() === 'current') return { project: found, problems };
  const named = namedProject(configured, found, folder, given);
  if (named === undefined)
    problems.push('MEMORY_PROJECT is no project: write host/owner/name, a name, or an absolute path');
  return { project: named === undefined ? found : named, problems };
}

function projectFolder({ claude_project_dir, working_directory }: CurrentProjectInput, problems: string[]) {
  const given = claude_project_dir?.trim() ?? '';
  if (given === '') return working_directory;
  const folder = resolve(working_directory, given);
  if (isFolder(folder)) return folder;
  problems.push('CLAUDE_PROJECT_DIR is no folder and has no effect');
  return working_directory;
}

/** Undefined where the text names no project; a path of a folder that is there means the project of that folder. */
function namedProject(
  configured: string,
  found: ResolvedProject | null,
  folder: string,
  surroundings: Surroundings,
): ResolvedProject | undefined {
  const text = /^~[\\/]/.test(configured) ? join(surroundings.home, configured.slice(2)) : configured;
  if (isAbsolute(text) && isFolder(text)) return resolveProject(text, surroundings) ?? undefined;
  const project_id = normalizeProjectId(text);
  if (project_id === null) return undefined;
  return {
    project_id,
    root: found?.root ?? realPath(folder) ?? folder,
    source: 'configured',
    ...(found?.git_dir !== undefined && { git_dir: found.git_dir }),
    problems: found?.problems ?? [],
  };
}
