import type { Principal } from '../domain/principal.js';

/**
 * Turns a bearer token into who it speaks for. Checks signature, algorithm, issuer, audience, times and claims; it
 * knows no tenants: whether the tenant is there is the registry's matter.
 */
export interface TokenVerifier {
  /** @throws MemoryGraphError `unauthenticated`, one sentence for every reason; the true one is `operatorMessage`. */
  verify(token: string): Promise<Principal>;
  /** Forgets what it knows of tokens, so that the next call checks them anew. */
  flush(): void;
}

/** Who is at the other end of a connection, asked at every call: a token may have run out since. */
export interface Identity {
  /** @throws MemoryGraphError `unauthenticated`. */
  principal(): Promise<Principal>;
}
