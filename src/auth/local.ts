import type { Membership, Principal } from '../domain/principal.js';

/** What stands in the place of an issuer for the owner of the process. */
const LOCAL_ISSUER = 'local';

/**
 * The owner of this process: whoever may start it and read its database is who they say.
 * @param membership where the store has tenants: what the configuration says of the owner's place there.
 */
export function localPrincipal(user_id: string, membership: Membership | null = null): Principal {
  return { kind: 'local', issuer: LOCAL_ISSUER, subject: user_id, user_id, membership };
}
