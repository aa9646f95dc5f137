import type { MemoryContext } from '../../domain/memory-context.js';
import type { NewMemory } from '../../domain/new-memory.js';
import { type ProjectAlias, type ProjectChoice, projectInUse, projectNames } from '../../domain/project.js';
import type { RepositoryContext } from '../context.js';
import { projectId } from './choose.js';

/**
 * The context of a memory about to be stored, with its project: the one asked for, else the one its context names,
 * else the current one; `none` leaves it global. In the current project the branch is noted as well.
 * Throws `invalid_argument` for what can be no project.
 */
export function stampProject(
  context: RepositoryContext,
  { project: asked, context: given = {} }: NewMemory,
  aliases: readonly ProjectAlias[],
): MemoryContext {
  const { project_id: named, ...rest } = given;
  if (asked?.trim().toLowerCase() === 'none') return rest;
  const current = context.current?.project_id;
  const isCurrent = asked === undefined || asked.trim().toLowerCase() === 'current';
  const id = isCurrent ? (named ?? current) : asked;
  if (id === undefined) return rest;
  const project_id = projectInUse(projectId(id), aliases);
  const isHere = current !== undefined && project_id === projectInUse(current, aliases);
  const branch = isHere && rest.git_branch === undefined ? context.current?.branch() : null;
  return { ...rest, project_id, ...(branch == null ? {} : { git_branch: branch }) };
}

/** Where what says the same as a memory of a project may lie: there and among the global ones. */
export function besideProject(
  project_id: string | undefined,
  aliases: readonly ProjectAlias[],
): ProjectChoice {
  return { ids: project_id === undefined ? [] : projectNames(project_id, aliases), global: true };
}
