import { isTeamId, type ProjectGrant } from '../../domain/tenant.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { commitDraft } from '../commit.js';
import type { RepositoryContext } from '../context.js';
import { projectId } from '../projects/choose.js';

/**
 * Grants a project to a team, or takes it away: its members see what is visible to that project. Doing it twice
 * changes nothing. @returns what teams are granted now. @throws MemoryGraphError `invalid_argument`, `unsupported`.
 */
export async function grantProject(
  context: RepositoryContext,
  team_id: string,
  project: string,
  granted: boolean,
): Promise<ProjectGrant[]> {
  if (!isTeamId(team_id))
    throw new MemoryGraphError('invalid_argument', 'A team is named by letters, digits and _ . : @ / -');
  const project_id = projectId(project);
  await commitDraft(context, async () => ({
    preconditions: [],
    changes: [{ kind: 'put_project_grant', team_id, project_id, granted }],
    answer: null,
  }));
  return context.backend.projectGrants(context.scope);
}
