import { errors, jwtVerify } from 'jose';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { IssuerOptions } from './issuer.js';
import type { FindKey } from './issuer-key.js';
import type { JsonRecord } from './json-record.js';
import { refused } from './refusal.js';

/** How old a token may be, in seconds. */
export interface TimeRules {
  /** How far the clocks of issuer and server may be apart. */
  readonly clock_tolerance_seconds: number;
  /** The longest span from `iat` to `exp`. */
  readonly max_age_seconds: number;
}

/** What a token says, now that its issuer is known to have said it. */
export interface CheckedClaims {
  readonly claims: JsonRecord;
  /** Milliseconds since 1970. */
  readonly runs_out_ms: number;
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'it has run out',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature was not made with the key of its issuer',
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is signed with another algorithm than its issuer uses',
  ERR_JOSE_NOT_SUPPORTED: 'it is signed in a way that is not known',
  ERR_JWKS_NO_MATCHING_KEY: 'its issuer publishes no key that fits',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'it does not say which of several keys of its issuer it was signed with',
};

/**
 * Checks signature, algorithm, issuer, audience and times against the configuration of one issuer.
 * @param now milliseconds since 1970.
 * @throws MemoryGraphError `unauthenticated`.
 */
export async function checkedClaims(
  token: string,
  { issuer, audience, algorithm }: IssuerOptions,
  find: FindKey,
  rules: TimeRules,
  now: number,
): Promise<CheckedClaims> {
  try {
    const { payload } = await jwtVerify(token, find, {
      algorithms: [algorithm],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: rules.clock_tolerance_seconds,
      currentDate: new Date(now),
    });
    return { claims: payload, runs_out_ms: endOf(payload, rules, now) };
  } catch (error) {
    throw error instanceof MemoryGraphError ? error : refused(reasonOf(error));
  }
}

/** What the library leaves open: whole seconds, a making that is not in the future, a life that is not too long. */
function endOf(claims: JsonRecord, rules: TimeRules, now: number): number {
  const exp = secondsOf(claims, 'exp');
  const iat = secondsOf(claims, 'iat');
  if (Object.hasOwn(claims, 'nbf')) secondsOf(claims, 'nbf');
  if (iat > now / 1_000 + rules.clock_tolerance_seconds) throw refused('it was made in the future (iat)');
  if (exp <= iat) throw refused('it had run out when it was made (exp is not after iat)');
  if (exp - iat > rules.max_age_seconds)
    throw refused(`it is valid for ${exp - iat} seconds; ${rules.max_age_seconds} are allowed`);
  return exp * 1_000;
}

function secondsOf(claims: JsonRecord, name: string): number {
  const value = claims[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw refused(`its ${name} is not a time in whole seconds`);
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed)
    return `its ${error.claim} is ${error.reason === 'missing' ? 'missing' : 'not what it should be'}`;
  const code = error instanceof errors.JOSEError ? error.code : '';
  return REASONS[code] ?? 'it could not be checked';
}
