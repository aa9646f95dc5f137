import type { Config } from '../config/config.js';
import { currentProject as findCurrent } from '../project/current-project.js';
import { currentBranch } from '../project/git-state.js';
import type { CurrentProject } from '../repository/context.js';

/** Where a process works, for storing and searching. */
export interface WorkingProject {
  /** undefined = in no project. */
  readonly current: CurrentProject | undefined;
  /** The folder it was found by, and the git directory of that; absent without a project or a repository. */
  readonly root?: string;
  readonly git_dir?: string;
  /** What is wrong with what the process was told, each a sentence. */
  readonly problems: readonly string[];
}

/** The project this process works in, from its settings and the folder it was started in. */
export function workingProject({ settings, place }: Config): WorkingProject {
  const configured = settings.project === 'auto' ? undefined : settings.project;
  const { project, problems } = findCurrent({ ...place, configured });
  if (project === null) return { current: undefined, problems };
  const { project_id, root, git_dir } = project;
  const branch = (): string | null => (git_dir === undefined ? null : currentBranch(git_dir).branch);
  return {
    current: { project_id, branch },
    root,
    ...(git_dir === undefined ? {} : { git_dir }),
    problems,
  };
}
