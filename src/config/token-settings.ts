import { ROLES } from '../domain/principal.js';
import { exactText, filePath, name, oneOf, optional, trueOrFalse, wholeNumber } from './readers.js';
import type { SettingFacts } from './setting-facts.js';

const PROVIDERS = ['none', 'jwt', 'oauth2'] as const;
const ALGORITHMS = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;
const DEFAULT_ROLES = ['none', ...ROLES] as const;

/** Who is believed to be who: the provider, the token, and how a token is checked and read. */
export const TOKEN_SETTINGS = {
  auth_provider: {
    env: 'MEMORY_AUTH_PROVIDER',
    flag: '--auth-provider',
    placeholder: 'NAME',
    default: 'none',
    description:
      'Who says who the caller is. none: the owner of the process, see MEMORY_USER_ID. jwt: a signed token.',
    secret: false,
    read: oneOf(PROVIDERS),
  },
  require_auth: {
    env: 'MEMORY_REQUIRE_AUTH',
    flag: '--require-auth',
    placeholder: 'BOOL',
    default: 'false',
    description: 'Refuses to start where MEMORY_AUTH_PROVIDER is none.',
    secret: false,
    read: trueOrFalse,
  },
  auth_token: {
    env: 'MEMORY_AUTH_TOKEN',
    flag: '--auth-token',
    placeholder: 'TOKEN',
    default: '',
    default_text: 'none',
    description: 'With MEMORY_AUTH_PROVIDER jwt: the token of the user of this process.',
    secret: true,
    read: optional(exactText(16_000)),
  },
  auth_token_file: {
    env: 'MEMORY_AUTH_TOKEN_FILE',
    flag: '--auth-token-file',
    placeholder: 'FILE',
    default: '',
    default_text: 'none',
    description: 'A file that holds the token; read again when the token has run out.',
    secret: false,
    read: optional(filePath),
  },
  jwt_algorithm: {
    env: 'MEMORY_JWT_ALGORITHM',
    flag: '--jwt-algorithm',
    placeholder: 'NAME',
    default: 'HS256',
    description:
      'The one algorithm that tokens are signed with. HS256 takes MEMORY_JWT_SECRET, the others a public key or MEMORY_JWKS_URL.',
    secret: false,
    read: oneOf(ALGORITHMS),
  },
  jwt_secret: {
    env: 'MEMORY_JWT_SECRET',
    flag: '--jwt-secret',
    placeholder: 'SECRET',
    default: '',
    default_text: 'none',
    description: 'The secret of HS256, at least 32 bytes.',
    secret: true,
    read: optional(exactText(10_000)),
  },
  jwt_public_key_file: {
    env: 'MEMORY_JWT_PUBLIC_KEY_FILE',
    flag: '--jwt-public-key-file',
    placeholder: 'FILE',
    default: '',
    default_text: 'none',
    description: 'The public key of RS256, ES256 or EdDSA, as PEM.',
    secret: false,
    read: optional(filePath),
  },
  jwks_url: {
    env: 'MEMORY_JWKS_URL',
    flag: '--jwks-url',
    placeholder: 'URL',
    default: '',
    default_text: 'none',
    description: 'Where the keys of the issuer are published (JWKS); https, or http on this machine alone.',
    secret: false,
    read: optional(name(2_000)),
  },
  jwt_issuer: {
    env: 'MEMORY_JWT_ISSUER',
    flag: '--jwt-issuer',
    placeholder: 'ISSUER',
    default: '',
    default_text: 'none',
    description: 'The issuer (iss) that tokens must name, to the letter.',
    secret: false,
    read: optional(name(1_000)),
  },
  jwt_audience: {
    env: 'MEMORY_JWT_AUDIENCE',
    flag: '--jwt-audience',
    placeholder: 'AUDIENCE',
    default: '',
    default_text: 'none',
    description: 'The audience (aud) that tokens must be made for, to the letter.',
    secret: false,
    read: optional(name(1_000)),
  },
  jwt_tenants: {
    env: 'MEMORY_JWT_TENANTS',
    flag: '--jwt-tenants',
    placeholder: 'LIST',
    default: '*',
    description: 'The tenants that the issuer may speak for, commas between; * for every one.',
    secret: false,
    read: name(10_000),
  },
  jwt_issuers_file: {
    env: 'MEMORY_JWT_ISSUERS_FILE',
    flag: '--jwt-issuers-file',
    placeholder: 'FILE',
    default: '',
    default_text: 'none',
    description:
      'More issuers, a JSON list; each with its key, audience and the tenants it may speak for. See the guide of multi-tenancy.',
    secret: false,
    read: optional(filePath),
  },
  jwt_clock_tolerance_seconds: {
    env: 'MEMORY_JWT_CLOCK_TOLERANCE_SECONDS',
    flag: '--jwt-clock-tolerance-seconds',
    placeholder: 'SECONDS',
    default: '5',
    description: 'How far the clocks of issuer and server may be apart.',
    secret: false,
    read: wholeNumber(0, 300),
  },
  jwt_max_age_seconds: {
    env: 'MEMORY_JWT_MAX_AGE_SECONDS',
    flag: '--jwt-max-age-seconds',
    placeholder: 'SECONDS',
    default: '86400',
    description: 'The longest time that a token may be valid for, from its making (iat) to its end (exp).',
    secret: false,
    read: wholeNumber(60, 31_536_000),
  },
  jwt_subject_claim: claim('subject', 'sub', 'The claim that names the user.'),
  jwt_tenant_claim: claim('tenant', 'tenant_id', 'The claim that names the tenant.'),
  jwt_teams_claim: claim('teams', 'team_ids', 'The claim that lists the teams of the user.'),
  jwt_projects_claim: claim(
    'projects',
    'projects',
    'The claim that lists the projects granted to the user; * for all of the tenant.',
  ),
  jwt_roles_claim: claim(
    'roles',
    'roles',
    'The claim that lists the roles: admin, user, viewer; others are ignored.',
  ),
  jwt_scope_claim: claim(
    'scope',
    'scope',
    'The claim that holds the scopes, such as memory:read; a right needs role and scope. none: roles decide alone.',
  ),
  jwt_organization_claim: claim('organization', 'org_id', 'The claim that names the organization.'),
  jwt_groups_claim: claim('groups', 'groups', 'The claim that lists groups, for MEMORY_GROUP_MAPPING_FILE.'),
  jwt_default_role: {
    env: 'MEMORY_JWT_DEFAULT_ROLE',
    flag: '--jwt-default-role',
    placeholder: 'ROLE',
    default: 'none',
    description: 'The role of a token that names none. none: such a token may do nothing.',
    secret: false,
    read: oneOf(DEFAULT_ROLES),
  },
  group_mapping_file: {
    env: 'MEMORY_GROUP_MAPPING_FILE',
    flag: '--group-mapping-file',
    placeholder: 'FILE',
    default: '',
    default_text: 'none',
    description:
      'What the groups of a token mean here: tenant, teams, roles, projects; a JSON file. See the guide of multi-tenancy.',
    secret: false,
    read: optional(filePath),
  },
} as const satisfies Readonly<Record<string, SettingFacts>>;

/** The name of a claim: a claim of the token itself, of that very name, or a path with dots into it. */
function claim<const Name extends string>(what: Name, usual: string, description: string) {
  return {
    env: `MEMORY_JWT_${what.toUpperCase()}_CLAIM`,
    flag: `--jwt-${what}-claim`,
    placeholder: 'CLAIM',
    default: usual,
    description,
    secret: false,
    read: name(300),
  } as const;
}
