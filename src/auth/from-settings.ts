import type { TokenVerifier } from '../contracts/identity.js';
import type { Role } from '../domain/principal.js';
import { isTenantId } from '../domain/tenant.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { ClaimNames } from './claims.js';
import { configurationError } from './configuration-error.js';
import type { GroupMapping } from './group-grants.js';
import { readGroupMapping } from './group-mapping.js';
import type { Algorithm, AssertedTenants, IssuerKey, IssuerOptions } from './issuer.js';
import { readIssuersFile } from './issuers-file.js';
import type { FetchKeys } from './remote-keys.js';
import { KEY_FILE_BYTES, readSmallFile } from './small-file.js';
import { createTokenVerifier } from './verifier.js';

/** What the configuration says of tokens. Paths are absolute. */
export interface TokenSettings {
  readonly jwt_algorithm: Algorithm;
  readonly jwt_secret: string | undefined;
  readonly jwt_public_key_file: string | undefined;
  readonly jwks_url: string | undefined;
  readonly jwt_issuer: string | undefined;
  readonly jwt_audience: string | undefined;
  /** `*`, or tenants with commas between. */
  readonly jwt_tenants: string;
  readonly jwt_issuers_file: string | undefined;
  readonly jwt_clock_tolerance_seconds: number;
  readonly jwt_max_age_seconds: number;
  readonly jwt_subject_claim: string;
  readonly jwt_tenant_claim: string;
  readonly jwt_teams_claim: string;
  readonly jwt_projects_claim: string;
  readonly jwt_roles_claim: string;
  readonly jwt_scope_claim: string;
  readonly jwt_organization_claim: string;
  readonly jwt_groups_claim: string;
  readonly jwt_default_role: Role | 'none';
  readonly group_mapping_file: string | undefined;
}

/**
 * The verifier that the configuration asks for. Reads key, issuers and groups from their files, once.
 * @throws MemoryGraphError `configuration` with every problem, by the setting it is about.
 */
export async function verifierFromSettings(
  settings: TokenSettings,
  around: { readonly now: () => number; readonly fetchKeys?: FetchKeys },
): Promise<TokenVerifier> {
  const problems: string[] = [];
  const own = await gathered(problems, [], () => ownIssuer(settings));
  const others = await gathered(problems, [], () => otherIssuers(settings));
  const groups = await gathered(problems, null, () => groupMapping(settings));
  const issuers = [...own, ...others];
  if (issuers.length === 0 && problems.length === 0)
    problems.push('MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE or MEMORY_JWKS_URL: tokens need a key');
  const verifier = await gathered(problems, null, () =>
    createTokenVerifier({
      issuers,
      claims: claimNames(settings),
      default_role: settings.jwt_default_role,
      groups,
      clock_tolerance_seconds: settings.jwt_clock_tolerance_seconds,
      max_age_seconds: settings.jwt_max_age_seconds,
      ...around,
    }),
  );
  if (verifier === null || problems.length > 0) throw configurationError(problems);
  return verifier;
}

/** Which claim says what. */
export function claimNames(settings: TokenSettings): ClaimNames {
  return {
    subject: settings.jwt_subject_claim,
    tenant: settings.jwt_tenant_claim,
    teams: settings.jwt_teams_claim,
    projects: settings.jwt_projects_claim,
    roles: settings.jwt_roles_claim,
    scope: settings.jwt_scope_claim,
    organization: settings.jwt_organization_claim,
    groups: settings.jwt_groups_claim,
  };
}

/** Does a step and keeps its problems, so that those of all steps are told together. */
async function gathered<Value>(
  problems: string[],
  instead: Value,
  step: () => Promise<Value>,
): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof MemoryGraphError) || error.code !== 'configuration') throw error;
    const { problems: found } = error.details;
    problems.push(...(Array.isArray(found) ? found.map(String) : [error.message]));
    return instead;
  }
}

/** The issuer that the settings themselves describe; none where they name no key. */
async function ownIssuer(settings: TokenSettings): Promise<IssuerOptions[]> {
  const { jwt_issuer: issuer, jwt_audience: audience, jwt_algorithm: algorithm } = settings;
  const key = await ownKey(settings);
  if (key === null) return [];
  if (issuer === undefined || audience === undefined)
    throw configurationError([
      `${issuer === undefined ? 'MEMORY_JWT_ISSUER' : 'MEMORY_JWT_AUDIENCE'}: tokens need it`,
    ]);
  const tenants = assertedTenants(settings.jwt_tenants);
  return [{ ...key, issuer, audience, algorithm, tenants, user_prefix: '' }];
}

async function ownKey(settings: TokenSettings): Promise<{ named: string; key: IssuerKey } | null> {
  const { jwt_secret, jwt_public_key_file, jwks_url } = settings;
  if ([jwt_secret, jwt_public_key_file, jwks_url].filter((each) => each !== undefined).length > 1)
    throw configurationError([
      'MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE and MEMORY_JWKS_URL: set one of them',
    ]);
  if (jwt_secret !== undefined)
    return { named: 'MEMORY_JWT_SECRET', key: { kind: 'secret', bytes: Buffer.from(jwt_secret) } };
  if (jwks_url !== undefined) return { named: 'MEMORY_JWKS_URL', key: { kind: 'jwks', url: jwks_url } };
  if (jwt_public_key_file === undefined) return null;
  const read = await readSmallFile(jwt_public_key_file, KEY_FILE_BYTES);
  if ('problem' in read) throw configurationError([`MEMORY_JWT_PUBLIC_KEY_FILE: ${read.problem}`]);
  return { named: 'MEMORY_JWT_PUBLIC_KEY_FILE', key: { kind: 'public_key', pem: read.text } };
}

function assertedTenants(text: string): AssertedTenants {
  const tenants = text.split(',').map((each) => each.trim());
  if (tenants.length === 1 && tenants[0] === '*') return '*';
  if (tenants.every(isTenantId)) return tenants;
  throw configurationError(['MEMORY_JWT_TENANTS: it must be *, or a list of tenants with commas between']);
}

async function otherIssuers({ jwt_issuers_file }: TokenSettings): Promise<IssuerOptions[]> {
  return jwt_issuers_file === undefined ? [] : readIssuersFile(jwt_issuers_file, 'MEMORY_JWT_ISSUERS_FILE');
}

async function groupMapping({ group_mapping_file }: TokenSettings): Promise<GroupMapping | null> {
  return group_mapping_file === undefined
    ? null
    : readGroupMapping(group_mapping_file, 'MEMORY_GROUP_MAPPING_FILE');
}
