import { type AccessScope, SINGLE_TENANT_ID, type TenantAccess } from '../domain/access-scope.js';
import type { GrantedProjects, Membership, Principal } from '../domain/principal.js';
import type { ProjectGrant } from '../domain/tenant.js';
import { permits } from './permissions.js';

const NO_GRANTS: readonly ProjectGrant[] = [];

/**
 * What the principal may see. The only way to an access scope beside `operatorScope`.
 * @param grants what teams of its tenant were granted; those of its own teams count.
 */
export function scopeFor(principal: Principal, grants: readonly ProjectGrant[] = NO_GRANTS): AccessScope {
  const { membership, user_id } = principal;
  if (membership === null)
    return make({ kind: 'principal', tenant_id: SINGLE_TENANT_ID, user_id, access: null });
  const access: TenantAccess = {
    team_ids: membership.team_ids,
    projects: grantedProjects(membership, grants),
    edits_team: permits(principal, { resource: 'memory', action: 'write' }),
    is_admin: permits(principal, { resource: 'memory', action: 'admin' }),
  };
  return make({ kind: 'principal', tenant_id: membership.tenant_id, user_id, access });
}

/** The unscoped view of one tenant for the owner of the store; imported by `src/cli` alone. */
export function operatorScope(user_id: string, tenant_id: string = SINGLE_TENANT_ID): AccessScope {
  return make({ kind: 'operator', tenant_id, user_id, access: null });
}

function grantedProjects(
  { projects, team_ids }: Membership,
  grants: readonly ProjectGrant[],
): GrantedProjects {
  if (projects === 'all') return projects;
  const ofTeams = grants.filter(({ team_id }) => team_ids.includes(team_id));
  return ofTeams.length === 0
    ? projects
    : [...new Set([...projects, ...ofTeams.map(({ project_id }) => project_id)])];
}

function make(facts: Pick<AccessScope, 'kind' | 'tenant_id' | 'user_id' | 'access'>): AccessScope {
  return facts as AccessScope;
}
