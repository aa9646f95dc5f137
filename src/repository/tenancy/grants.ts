import { projectInUse, projectNames } from '../../domain/project.js';
import { isTeamId, type ProjectGrant } from '../../domain/tenant.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { commitDraft } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { projectId } from '../projects/choose.js';

/** What became of a grant. */
export interface GrantOutcome {
  readonly team_id: string;
  /** Every name of the project, the one in use first: grants go by the exact name that a memory is stored under. */
  readonly project_ids: readonly string[];
  /** What teams of the tenant are granted now, by team and project. */
  readonly grants: readonly ProjectGrant[];
}

/**
 * Grants a project to a team, under all the names it has at this moment, or takes it away: its members see what is
 * visible to that project. Doing it twice changes nothing.
 * @throws MemoryGraphError `invalid_argument` for what names no team or project.
 */
export async function grantProject(
  context: RepositoryContext,
  team_id: string,
  project: string,
  granted: boolean,
): Promise<GrantOutcome> {
  if (!isTeamId(team_id))
    throw new MemoryGraphError(
      'invalid_argument',
      'A team is named by 1 to 100 letters, digits and _ . : @ / -, the first one a letter or digit.',
    );
  const asked = projectId(project);
  const { backend, scope } = context;
  const project_ids = await commitDraft(context, async () => {
    const names = projectNames(asked, await backend.projectAliases(scope));
    return {
      preconditions: [],
      changes: names.map((project_id) => ({ kind: 'put_project_grant', team_id, project_id, granted })),
      answer: names,
    };
  });
  return { team_id, project_ids, grants: await backend.projectGrants(scope) };
}

/** Teams that were granted some names of a project and not others, as happens when it is renamed or merged. */
export async function halfGranted(
  { backend, scope }: Pick<RepositoryContext, 'backend' | 'scope'>,
  project: string,
): Promise<readonly string[]> {
  const aliases = await backend.projectAliases(scope);
  const names = projectNames(projectInUse(project, aliases), aliases);
  const grants = await backend.projectGrants(scope);
  const has = (team_id: string, name: string) =>
    grants.some((grant) => grant.team_id === team_id && grant.project_id === name);
  return [...new Set(grants.map(({ team_id }) => team_id))].filter(
    (team_id) => names.some((name) => has(team_id, name)) && !names.every((name) => has(team_id, name)),
  );
}
