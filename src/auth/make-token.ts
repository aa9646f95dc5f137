import { SignJWT } from 'jose';
import type { ClaimNames } from './claims.js';

/** Whom a token is to speak for. */
export interface TokenRequest {
  readonly tenant_id: string;
  readonly subject: string;
  readonly team_ids: readonly string[];
  /** `*` among them is every project of the tenant. */
  readonly projects: readonly string[];
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly lives_seconds: number;
}

/** What a token is made with. */
export interface TokenMaker {
  readonly secret: Uint8Array;
  readonly issuer: string;
  readonly audience: string;
  readonly claims: ClaimNames;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A new token of HS256, and when it runs out, UTC ISO-8601. Every claim stands under the name it is read by. */
export async function makeToken(
  request: TokenRequest,
  { secret, issuer, audience, claims: names, now }: TokenMaker,
): Promise<{ readonly token: string; readonly expires_at: string }> {
  const iat = Math.floor(now() / 1_000);
  const exp = iat + request.lives_seconds;
  const claims = new Map<string, unknown>([
    [names.teams, request.team_ids],
    [names.projects, request.projects],
    [names.roles, request.roles],
    [names.tenant, request.tenant_id],
    [names.subject, request.subject],
  ]);
  if (names.scope !== 'none') claims.set(names.scope, request.scopes.join(' '));
  const token = await new SignJWT({
    ...Object.fromEntries(claims),
    sub: request.subject,
    iss: issuer,
    aud: audience,
    iat,
    exp,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(secret);
  return { token, expires_at: new Date(exp * 1_000).toISOString() };
}
