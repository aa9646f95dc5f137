import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Principal } from '../../domain/principal.js';
import type { ProjectGrant } from '../../domain/tenant.js';
import { scopeFor } from '../../policy/access-scope.js';

interface Made {
  readonly grants: readonly ProjectGrant[];
  readonly scope: AccessScope;
}

/**
 * What a principal sees, with what its teams are granted at this moment. As long as that is the same, so is the
 * scope: what backends keep of it, they keep.
 */
export function memberScopes(
  backend: Pick<Backend, 'projectGrants'>,
): (principal: Principal) => Promise<AccessScope> {
  const made = new WeakMap<Principal, Made>();
  return async (principal) => {
    const last = made.get(principal) ?? { grants: [], scope: scopeFor(principal) };
    const { membership } = principal;
    // Only teams are granted anything, and who is granted all projects can be granted no more.
    const asks = membership !== null && membership.team_ids.length > 0 && membership.projects !== 'all';
    const grants = asks ? await backend.projectGrants(last.scope) : [];
    const next = same(grants, last.grants) ? last : { grants, scope: scopeFor(principal, grants) };
    made.set(principal, next);
    return next.scope;
  };
}

function same(one: readonly ProjectGrant[], other: readonly ProjectGrant[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ team_id, project_id }, at) => team_id === other[at]?.team_id && project_id === other[at]?.project_id,
    )
  );
}
