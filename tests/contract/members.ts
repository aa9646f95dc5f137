import { localPrincipal } from '../../src/auth/local.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { GrantedProjects, Principal, Role } from '../../src/domain/principal.js';
import type { ProjectGrant } from '../../src/domain/tenant.js';
import { scopeFor } from '../../src/policy/access-scope.js';

/** A member of a tenant, with everything that a test does not name. */
export interface MemberFacts {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly team_ids?: readonly string[];
  readonly projects?: GrantedProjects;
  readonly roles?: readonly Role[];
  readonly scopes?: readonly string[] | null;
}

export function memberPrincipal({ tenant_id, user_id, ...facts }: MemberFacts): Principal {
  return localPrincipal(user_id, {
    tenant_id,
    organization_id: null,
    team_ids: facts.team_ids ?? [],
    projects: facts.projects ?? [],
    roles: facts.roles ?? ['user'],
    scopes: facts.scopes ?? null,
  });
}

/** What the member sees. */
export function member(facts: MemberFacts, grants: readonly ProjectGrant[] = []): AccessScope {
  return scopeFor(memberPrincipal(facts), grants);
}
