import type { TokenVerifier } from '../contracts/identity.js';
import type { Principal } from '../domain/principal.js';
import type { TimeRules } from './checked-claims.js';
import { type ClaimRules, membershipOf, subjectOf } from './claims.js';
import { configurationError } from './configuration-error.js';
import { fetchKeys } from './fetch-keys.js';
import type { IssuerOptions } from './issuer.js';
import type { FindKey } from './issuer-key.js';
import { issuerProblems, userIdOf } from './issuer-set.js';
import { refused, shown } from './refusal.js';
import type { FetchKeys } from './remote-keys.js';
import { createTokenCache } from './token-cache.js';
import { readToken } from './token-parts.js';

/** Whose tokens are taken, and how they are read. */
export interface VerifierOptions extends ClaimRules, TimeRules {
  /** At least one. */
  readonly issuers: readonly IssuerOptions[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How published keys are fetched; HTTP where it is left out. */
  readonly fetchKeys?: FetchKeys;
}

interface OpenIssuer {
  readonly options: IssuerOptions;
  readonly find: FindKey;
}

/**
 * Makes the verifier of bearer tokens. A token is believed for at most 30 seconds without a new check.
 * @throws MemoryGraphError `configuration` with every problem of the issuers and their keys.
 */
export async function createTokenVerifier(options: VerifierOptions): Promise<TokenVerifier> {
  // The library for tokens loads here, so that a server without tokens never reads it.
  const { checkedClaims } = await import('./checked-claims.js');
  const issuers = await openIssuers(options);
  const cache = createTokenCache(options.now);
  return {
    flush: () => cache.flush(),
    async verify(token) {
      const known = cache.find(token);
      if (known !== undefined) return known;
      const { generation } = cache;
      const { iss } = readToken(token).claims;
      // Only chooses whose key is tried; that it is the issuer is what the signature then shows.
      const issuer = typeof iss === 'string' ? issuers.get(iss) : undefined;
      if (issuer === undefined) throw refused(`its issuer ${shown(iss)} is not one of this server's`);
      const checked = await checkedClaims(token, issuer.options, issuer.find, options, options.now());
      const principal = principalOf(checked.claims, issuer.options, options);
      cache.keep(token, principal, checked.runs_out_ms, generation);
      return principal;
    },
  };
}

async function openIssuers(options: VerifierOptions): Promise<ReadonlyMap<string, OpenIssuer>> {
  const { openKey } = await import('./issuer-key.js');
  const around = { now: options.now, fetchKeys: options.fetchKeys ?? fetchKeys };
  const opened = new Map<string, OpenIssuer>();
  const problems = issuerProblems(options.issuers);
  for (const issuer of options.issuers) {
    const key = await openKey(issuer.algorithm, issuer.key, around);
    if ('problem' in key) problems.push(`${issuer.named}: ${key.problem}`);
    else opened.set(issuer.issuer, { options: issuer, find: key.find });
  }
  if (problems.length > 0) throw configurationError(problems);
  return opened;
}

function principalOf(
  claims: Readonly<Record<string, unknown>>,
  issuer: IssuerOptions,
  options: VerifierOptions,
): Principal {
  const subject = subjectOf(claims, options.claims);
  return {
    kind: 'token',
    issuer: issuer.issuer,
    subject,
    user_id: userIdOf(subject, issuer, options.issuers),
    membership: membershipOf(claims, options, issuer.tenants),
  };
}
