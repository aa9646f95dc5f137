import { type AccessScope, SINGLE_TENANT_ID } from '../domain/access-scope.js';
import type { Principal } from '../domain/principal.js';

/** What the principal may see. The only way to an access scope beside `operatorScope`. */
export function scopeFor(principal: Principal): AccessScope {
  return make({ kind: 'principal', tenant_id: SINGLE_TENANT_ID, user_id: principal.user_id });
}

/** The unscoped view of the owner of the store; imported by `src/cli` alone. */
export function operatorScope(user_id: string): AccessScope {
  return make({ kind: 'operator', tenant_id: SINGLE_TENANT_ID, user_id });
}

function make(facts: Pick<AccessScope, 'kind' | 'tenant_id' | 'user_id'>): AccessScope {
  return facts as AccessScope;
}
