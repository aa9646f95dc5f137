import type { Identity } from '../contracts/identity.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Principal } from '../domain/principal.js';

/** Who this process acts for, and what they see. */
export interface Callers {
  readonly identity: Identity;
  /** Throws `tenant_unavailable` where the caller's tenant is not served. */
  readonly admit?: (principal: Principal) => Promise<void>;
  /** Made anew for each call: what is granted to a team counts from the next one on. */
  readonly scopeOf: (principal: Principal) => AccessScope | Promise<AccessScope>;
}
