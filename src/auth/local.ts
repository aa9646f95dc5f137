import type { Principal } from '../domain/principal.js';

/** The owner of this process: whoever may start it and read its database is who they say. */
export function localPrincipal(user_id: string): Principal {
  return { kind: 'local', user_id };
}
