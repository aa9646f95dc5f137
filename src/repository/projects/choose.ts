import { type ProjectChoice, projectNames } from '../../domain/project.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { normalizeProjectId } from '../../project/project-id.js';
import type { ReadingContext } from '../reading-context.js';

/** Words that stand for projects where an id may be given. */
const ALL = 'all';
const NONE = 'none';
const CURRENT = 'current';

/** What a read looks through, and how to say it. */
export interface ChosenProjects {
  /** Absent = memories of every project. */
  readonly projects?: ProjectChoice;
  readonly says: string;
}

/**
 * Turns what a caller says of projects into a condition: nothing or `current` = the current project and global
 * memories (all, where the process works in no project), `all`, `none` = global memories alone, or an id.
 * Throws `invalid_argument` for what can be no id.
 */
export async function chooseProjects(
  context: ReadingContext,
  asked: string | undefined,
): Promise<ChosenProjects> {
  const word = asked?.trim().toLowerCase();
  if (word === NONE) return { projects: { ids: [], global: true }, says: 'global memories' };
  const isCurrent = word === undefined || word === '' || word === CURRENT;
  const id = isCurrent ? context.current?.project_id : asked;
  if (word === ALL || id === undefined) return { says: 'all memories' };
  const ids = projectNames(projectId(id), await context.backend.projectAliases(context.scope));
  return { projects: { ids, global: true }, says: `project ${ids[0]} and global memories` };
}

/** An id in the one form it is stored in. Throws `invalid_argument`. */
export function projectId(text: string): string {
  const id = normalizeProjectId(text);
  if (id !== null) return id;
  throw new MemoryGraphError(
    'invalid_argument',
    'This is no project: give an id such as github.com/owner/name, the address of a git repository, or a name of up to 300 characters.',
    { details: { argument: 'project' } },
  );
}

/** What a request says of projects: a folder that it names decides alone, unless it names a project as well. */
export function askedProject(request: {
  readonly project?: string;
  readonly filter: { readonly project_path?: string };
}): string | undefined {
  return request.project ?? (request.filter.project_path === undefined ? undefined : ALL);
}
