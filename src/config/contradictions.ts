import type { SettingName, Settings } from './settings.js';

/** RFC 7518, 3.2: a key of HS256 has at least the size of its hash. */
const LEAST_SECRET_BYTES = 32;

/** Settings that cannot hold together. */
interface Rule {
  /** What it is about; where one of them could not be read, the rule says nothing. */
  readonly of: readonly SettingName[];
  readonly broken: (settings: Settings) => boolean;
  /** What to change. Values are not repeated: they may be secrets. */
  readonly problem: string;
}

/**
 * Which settings cannot hold together, each a sentence that says what to change.
 * @param settings those that could be read.
 */
export function contradictions(settings: Partial<Settings>): string[] {
  const known = settings as Settings;
  return RULES.filter(({ of, broken }) => of.every((name) => name in settings) && broken(known)).map(
    ({ problem }) => problem,
  );
}

const NEEDS_TENANTS = 'MEMORY_MULTI_TENANT_MODE=true';
const OR_JWT = 'set MEMORY_AUTH_PROVIDER to jwt, or leave';

/** What asks for tenants, and has no effect without them: better refused than taken for protection. */
const TENANCY: readonly Rule[] = [
  withoutTenants('auth_provider', ({ auth_provider }) => auth_provider !== 'none', 'tokens need'),
  withoutTenants('enable_audit_log', ({ enable_audit_log }) => enable_audit_log === true, 'it needs'),
  withoutTenants('audit_durability', ({ audit_durability }) => audit_durability === 'full', 'it needs'),
  withoutTenants('default_tenant', ({ default_tenant }) => default_tenant !== 'default', 'tenants need'),
  withoutTenants(
    'tenant_provisioning',
    ({ tenant_provisioning }) => tenant_provisioning === 'auto',
    'it needs',
  ),
  withoutTenants('team_ids', ({ team_ids }) => team_ids !== undefined, 'teams need'),
  withoutTenants('roles', ({ roles }) => !isUsual(roles), 'roles need'),
];

/** Who says who the caller is, and what another provider would need. */
const PROVIDER: readonly Rule[] = [
  {
    of: ['auth_provider'],
    broken: ({ auth_provider }) => auth_provider === 'oauth2',
    problem:
      'MEMORY_AUTH_PROVIDER: oauth2 is not in this version; jwt with MEMORY_JWKS_URL takes the tokens of an OAuth server',
  },
  withProvider(
    'none',
    ['require_auth'],
    ({ require_auth }) => require_auth,
    `MEMORY_REQUIRE_AUTH: ${OR_JWT} it out`,
  ),
  withProvider(
    'none',
    ['auth_token', 'auth_token_file'],
    ({ auth_token, auth_token_file }) => auth_token !== undefined || auth_token_file !== undefined,
    `MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: ${OR_JWT} them out`,
  ),
  withProvider(
    'none',
    ['jwt_secret', 'jwt_public_key_file', 'jwks_url', 'jwt_issuers_file'],
    (settings) => settings.jwt_secret !== undefined || publicKeys(settings) > 0 || hasOtherIssuers(settings),
    `MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE, MEMORY_JWKS_URL and MEMORY_JWT_ISSUERS_FILE: ${OR_JWT} them out`,
  ),
  withProvider(
    'jwt',
    ['auth_token', 'auth_token_file'],
    ({ auth_token, auth_token_file }) => auth_token !== undefined && auth_token_file !== undefined,
    'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set one of them',
  ),
  withProvider(
    'jwt',
    ['team_ids'],
    ({ team_ids }) => team_ids !== undefined,
    'MEMORY_TEAM_IDS: with MEMORY_AUTH_PROVIDER jwt the token says it',
  ),
  withProvider(
    'jwt',
    ['roles'],
    ({ roles }) => !isUsual(roles),
    'MEMORY_ROLES: with MEMORY_AUTH_PROVIDER jwt the token says it',
  ),
];

/** What tokens are checked with. */
const KEYS: readonly Rule[] = [
  withProvider(
    'jwt',
    ['jwt_algorithm', 'jwt_secret', 'jwt_issuers_file'],
    (settings) => isSecretBased(settings) && !hasOtherIssuers(settings) && settings.jwt_secret === undefined,
    'MEMORY_JWT_SECRET: HS256 needs it',
  ),
  withProvider(
    'jwt',
    ['jwt_secret'],
    ({ jwt_secret }) => jwt_secret !== undefined && Buffer.byteLength(jwt_secret) < LEAST_SECRET_BYTES,
    `MEMORY_JWT_SECRET: it must have at least ${LEAST_SECRET_BYTES} bytes`,
  ),
  withProvider(
    'jwt',
    ['jwt_algorithm', 'jwt_public_key_file', 'jwks_url'],
    (settings) => isSecretBased(settings) && publicKeys(settings) > 0,
    'MEMORY_JWT_ALGORITHM: HS256 takes no public key; say RS256, ES256 or EdDSA',
  ),
  withProvider(
    'jwt',
    ['jwt_algorithm', 'jwt_secret'],
    (settings) => !isSecretBased(settings) && settings.jwt_secret !== undefined,
    'MEMORY_JWT_SECRET: only HS256 takes one; leave it out',
  ),
  withProvider(
    'jwt',
    ['jwt_algorithm', 'jwt_public_key_file', 'jwks_url', 'jwt_issuers_file'],
    (settings) =>
      !isSecretBased(settings) &&
      publicKeys(settings) !== 1 &&
      !(hasOtherIssuers(settings) && publicKeys(settings) === 0),
    'MEMORY_JWT_PUBLIC_KEY_FILE and MEMORY_JWKS_URL: RS256, ES256 and EdDSA need one of them',
  ),
  withProvider(
    'jwt',
    ['jwt_secret', 'jwt_public_key_file', 'jwks_url', 'jwt_issuer'],
    (settings) => isIssuer(settings) && settings.jwt_issuer === undefined,
    'MEMORY_JWT_ISSUER: tokens need an issuer',
  ),
  withProvider(
    'jwt',
    ['jwt_secret', 'jwt_public_key_file', 'jwks_url', 'jwt_audience'],
    (settings) => isIssuer(settings) && settings.jwt_audience === undefined,
    'MEMORY_JWT_AUDIENCE: tokens need an audience',
  ),
  withProvider(
    'jwt',
    ['jwks_url'],
    ({ jwks_url }) => jwks_url !== undefined && !isKeysUrl(jwks_url),
    'MEMORY_JWKS_URL: it must be https, or http on this machine',
  ),
];

const RULES: readonly Rule[] = [...TENANCY, ...PROVIDER, ...KEYS];

function withoutTenants(name: SettingName, asks: Rule['broken'], needs: string): Rule {
  return {
    of: ['multi_tenant_mode', name],
    broken: (settings) => !settings.multi_tenant_mode && asks(settings),
    problem: `MEMORY_${name.toUpperCase()}: ${needs} ${NEEDS_TENANTS}`,
  };
}

function withProvider(
  provider: Settings['auth_provider'],
  of: readonly SettingName[],
  broken: Rule['broken'],
  problem: string,
): Rule {
  return {
    of: ['auth_provider', ...of],
    broken: (settings) => settings.auth_provider === provider && broken(settings),
    problem,
  };
}

/** True for what `MEMORY_ROLES` is where nothing was said of it. */
function isUsual(roles: Settings['roles']): boolean {
  return roles.length === 1 && roles[0] === 'user';
}

function isSecretBased({ jwt_algorithm }: Settings): boolean {
  return jwt_algorithm === 'HS256';
}

function hasOtherIssuers({ jwt_issuers_file }: Settings): boolean {
  return jwt_issuers_file !== undefined;
}

function publicKeys({ jwt_public_key_file, jwks_url }: Settings): number {
  return [jwt_public_key_file, jwks_url].filter((each) => each !== undefined).length;
}

/** True where the settings themselves describe an issuer. */
function isIssuer(settings: Settings): boolean {
  return settings.jwt_secret !== undefined || publicKeys(settings) > 0;
}

function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && local));
}
