import type { Settings } from './settings.js';

/** RFC 7518, 3.2: a key of HS256 has at least the size of its hash. */
const LEAST_SECRET_BYTES = 32;

/** Settings that cannot hold together, each a sentence that says what to change. Values are not repeated. */
export function contradictions(settings: Settings): string[] {
  return [...ofTenancy(settings), ...ofProvider(settings), ...ofKeys(settings)];
}

function ofTenancy(settings: Settings): string[] {
  const { multi_tenant_mode, auth_provider, enable_audit_log } = settings;
  if (multi_tenant_mode) return [];
  return given([
    [auth_provider !== 'none', 'MEMORY_AUTH_PROVIDER: tokens need MEMORY_MULTI_TENANT_MODE=true'],
    [enable_audit_log === true, 'MEMORY_ENABLE_AUDIT_LOG: the audit log needs MEMORY_MULTI_TENANT_MODE=true'],
    [settings.team_ids !== undefined, 'MEMORY_TEAM_IDS: teams need MEMORY_MULTI_TENANT_MODE=true'],
    [
      settings.tenant_provisioning === 'auto',
      'MEMORY_TENANT_PROVISIONING: it needs MEMORY_MULTI_TENANT_MODE=true',
    ],
  ]);
}

function ofProvider(settings: Settings): string[] {
  const { auth_provider, auth_token, auth_token_file } = settings;
  if (auth_provider === 'oauth2')
    return [
      'MEMORY_AUTH_PROVIDER: oauth2 is not in this version; jwt with MEMORY_JWKS_URL takes the tokens of an OAuth server',
    ];
  if (auth_provider === 'none')
    return given([
      [settings.require_auth, 'MEMORY_REQUIRE_AUTH: set MEMORY_AUTH_PROVIDER to jwt, or leave it out'],
      [
        auth_token !== undefined || auth_token_file !== undefined,
        'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set MEMORY_AUTH_PROVIDER to jwt, or leave them out',
      ],
      [
        settings.jwt_secret !== undefined,
        'MEMORY_JWT_SECRET: set MEMORY_AUTH_PROVIDER to jwt, or leave it out',
      ],
    ]);
  return given([
    [
      auth_token !== undefined && auth_token_file !== undefined,
      'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set one of them',
    ],
    [settings.team_ids !== undefined, 'MEMORY_TEAM_IDS: with MEMORY_AUTH_PROVIDER jwt the token says it'],
  ]);
}

function ofKeys(settings: Settings): string[] {
  const { auth_provider, jwt_algorithm, jwt_secret, jwt_public_key_file, jwks_url, jwt_issuers_file } =
    settings;
  if (auth_provider !== 'jwt') return [];
  const secret = jwt_algorithm === 'HS256';
  const keys = [jwt_public_key_file, jwks_url].filter((each) => each !== undefined).length;
  const ownIssuer = jwt_secret !== undefined || keys > 0;
  const others = jwt_issuers_file !== undefined;
  return given([
    [secret && !others && jwt_secret === undefined, 'MEMORY_JWT_SECRET: HS256 needs it'],
    [
      jwt_secret !== undefined && Buffer.byteLength(jwt_secret) < LEAST_SECRET_BYTES,
      `MEMORY_JWT_SECRET: it must have at least ${LEAST_SECRET_BYTES} bytes`,
    ],
    [secret && keys > 0, 'MEMORY_JWT_ALGORITHM: HS256 takes no public key; say RS256, ES256 or EdDSA'],
    [!secret && jwt_secret !== undefined, `MEMORY_JWT_SECRET: ${jwt_algorithm} takes none; leave it out`],
    [
      !secret && keys !== 1 && !(others && keys === 0),
      `MEMORY_JWT_PUBLIC_KEY_FILE and MEMORY_JWKS_URL: ${jwt_algorithm} needs one of them`,
    ],
    [ownIssuer && settings.jwt_issuer === undefined, 'MEMORY_JWT_ISSUER: tokens need an issuer'],
    [ownIssuer && settings.jwt_audience === undefined, 'MEMORY_JWT_AUDIENCE: tokens need an audience'],
    [
      jwks_url !== undefined && !isKeysUrl(jwks_url),
      'MEMORY_JWKS_URL: it must be https, or http on this machine',
    ],
  ]);
}

function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && local));
}

function given(rules: readonly (readonly [boolean, string])[]): string[] {
  return rules.flatMap(([applies, problem]) => (applies ? [problem] : []));
}
