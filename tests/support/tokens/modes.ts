import type { GroupMapping } from '../../../src/auth/group-grants.js';
import type { IssuerKey, IssuerOptions } from '../../../src/auth/issuer.js';
import { createTokenVerifier, type VerifierOptions } from '../../../src/auth/verifier.js';
import type { TokenVerifier } from '../../../src/contracts/identity.js';
import { startKeyServer } from './key-server.js';
import { ecSigner, edSigner, hmacSigner, jwkOf, pemOf, rsaSigner, type Signer, signed } from './signers.js';

/** One way to be configured, with what an honest issuer and a thief have in their hands. */
export interface TokenMode {
  readonly name: string;
  readonly verifier: TokenVerifier;
  readonly options: VerifierOptions;
  /** The issuer's own. */
  readonly signer: Signer;
  /** Of the same kind with another key. */
  readonly stranger: Signer;
  /** Of a second issuer, which may speak for the tenant `partner` alone. */
  readonly partner: Signer;
  /** The header of an honest token. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The claims of an honest token. */
  readonly claims: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** The time of all of them, milliseconds since 1970. */
export const NOW_MS = Date.UTC(2026, 4, 1, 12);
export const NOW = NOW_MS / 1_000;
export const ISSUER = 'https://id.example';
export const PARTNER = 'https://partner.example';
export const AUDIENCE = 'https://memory.example';
export const TOLERANCE = 5;
export const MAX_AGE = 86_400;
export const MODE_NAMES = ['HS256', 'RS256', 'ES256', 'EdDSA', 'JWKS'] as const;

const SECRET = 'gWq3-Zp81_vKx0TtLmB7dYc5RsNh2Ej9';
const OTHER_SECRET = 'uA4x_Pd6-Vy1sKf8QzGn3TbRw0LmHc7J';
const PARTNER_SECRET = 'Jt5k-Rb9_Wc2nXs7FqLp4DvHy1GmZa8E';

export const CLAIM_NAMES = {
  subject: 'sub',
  tenant: 'tenant_id',
  teams: 'team_ids',
  projects: 'projects',
  roles: 'roles',
  scope: 'scope',
  organization: 'org_id',
  groups: 'groups',
};

const none = { team_ids: [], roles: [], projects: [] } as const;
const GROUPS: GroupMapping = new Map([
  ['acme staff', { ...none, tenant_id: 'acme', team_ids: ['staff'] }],
  ['beta staff', { ...none, tenant_id: 'beta', team_ids: ['staff'], roles: ['admin'] as const }],
  ['partner staff', { ...none, tenant_id: 'partner' }],
  ['writers', { ...none, roles: ['user'] as const, projects: ['github.com/acme/docs'] }],
]);

/** Makes a mode ready; `close` stops what it started. */
export async function openMode(
  name: (typeof MODE_NAMES)[number],
  changed: Partial<VerifierOptions> = {},
): Promise<TokenMode> {
  const { signer, stranger } = signersOf(name);
  const { key, close } = await keyOf(name, signer);
  const partner = hmacSigner(PARTNER_SECRET);
  const issuers: IssuerOptions[] = [
    {
      named: 'the issuer',
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithm: signer.algorithm,
      key,
      tenants: ['acme', 'beta'],
      user_prefix: '',
    },
    {
      named: 'the partner',
      issuer: PARTNER,
      audience: AUDIENCE,
      algorithm: 'HS256',
      key: { kind: 'secret', bytes: Buffer.from(PARTNER_SECRET) },
      tenants: ['partner'],
      user_prefix: 'partner#',
    },
  ];
  const options: VerifierOptions = {
    issuers,
    claims: CLAIM_NAMES,
    default_role: 'none',
    groups: GROUPS,
    clock_tolerance_seconds: TOLERANCE,
    max_age_seconds: MAX_AGE,
    now: () => NOW_MS,
    ...changed,
  };
  return {
    name,
    verifier: await createTokenVerifier(options),
    options,
    signer,
    stranger,
    partner,
    header: { alg: signer.algorithm, typ: 'JWT', ...(name === 'JWKS' ? { kid: 'one' } : {}) },
    claims: goodClaims(),
    close,
  };
}

export function goodClaims(): Record<string, unknown> {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'ann',
    iat: NOW - 60,
    exp: NOW + 3_600,
    tenant_id: 'acme',
    team_ids: ['web'],
    projects: ['github.com/acme/shop'],
    roles: ['user'],
    scope: 'memory:read memory:write',
    org_id: 'acme corporation',
  };
}

/** An honest token of the mode, with what is changed in it. `undefined` takes a claim out. */
export function tokenOf(
  mode: TokenMode,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
  signer: Signer = mode.signer,
): string {
  return signed({ ...mode.header, ...header }, { ...mode.claims, ...claims }, signer);
}

function signersOf(name: (typeof MODE_NAMES)[number]): { signer: Signer; stranger: Signer } {
  if (name === 'HS256') return { signer: hmacSigner(SECRET), stranger: hmacSigner(OTHER_SECRET) };
  if (name === 'ES256') return { signer: ecSigner(), stranger: ecSigner() };
  if (name === 'EdDSA') return { signer: edSigner(), stranger: edSigner() };
  return { signer: rsaSigner(), stranger: rsaSigner() };
}

async function keyOf(
  name: (typeof MODE_NAMES)[number],
  signer: Signer,
): Promise<{ key: IssuerKey; close: () => Promise<void> }> {
  const close = async (): Promise<void> => undefined;
  if (name === 'HS256') return { key: { kind: 'secret', bytes: Buffer.from(SECRET) }, close };
  if (name !== 'JWKS') return { key: { kind: 'public_key', pem: pemOf(signer) }, close };
  const server = await startKeyServer();
  server.publish([jwkOf(signer, 'one'), jwkOf(rsaSigner(), 'two')]);
  return { key: { kind: 'jwks', url: server.url }, close: () => server.close() };
}
