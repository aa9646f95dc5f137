import type { AccessScope, TenantAccess } from './access-scope.js';
import type { Memory } from './memory.js';
import type { GrantedProjects } from './principal.js';
import { EVERY_TEAM } from './visibility.js';

/** What the rule looks at. */
type Guarded = Pick<Memory, 'created_by' | 'context'>;

/**
 * The one rule in plain code; SQLite says the same in `backends/sqlite/scope.ts`. Of the tenant (which the
 * caller has made sure of), a principal sees what it made, what is public, what its teams share and what belongs
 * to a project granted to it. Anything else, a visibility that is absent or unknown too, is its maker's alone.
 */
export function isVisibleTo(memory: Guarded, scope: Pick<AccessScope, 'user_id' | 'access'>): boolean {
  const { access } = scope;
  if (access === null || memory.created_by === scope.user_id) return true;
  const { visibility, team_id, project_id } = memory.context;
  switch (visibility) {
    case 'public':
      return true;
    case 'team':
      return isOfTeam(access, team_id);
    case 'project':
      return project_id !== undefined && isGranted(access.projects, project_id);
    default:
      return false;
  }
}

/** True for a team of the principal's, and for every team where it is in one. */
export function isOfTeam(access: Pick<TenantAccess, 'team_ids'>, team_id: string | undefined): boolean {
  if (team_id === undefined) return false;
  return team_id === EVERY_TEAM ? access.team_ids.length > 0 : access.team_ids.includes(team_id);
}

export function isGranted(projects: GrantedProjects, project_id: string): boolean {
  return projects === 'all' || projects.includes(project_id);
}
