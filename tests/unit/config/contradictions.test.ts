import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';
import type { SettingName } from '../../../src/config/settings.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';

type Flags = Readonly<Partial<Record<SettingName, string>>>;

const SECRET = 'Pq7vR2xW9mT4kZ8nB5cD1fG6hJ3lS0aY';
const ISSUER: Flags = { jwt_issuer: 'https://login.example', jwt_audience: 'memorygraph' };
const JWT: Flags = { multi_tenant_mode: 'true', auth_provider: 'jwt', ...ISSUER };
const HS256: Flags = { ...JWT, jwt_secret: SECRET };
const RS256: Flags = { ...JWT, jwt_algorithm: 'RS256', jwks_url: 'https://login.example/keys' };

function problemsOf(flags: Flags): readonly string[] {
  try {
    loadConfig({
      environment: {},
      flags,
      home: '/nowhere/ann',
      working_directory: '/home/ann',
      temporary: [],
      os_user: () => 'ann',
    });
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'configuration')
      return thrown.details.problems as readonly string[];
    throw thrown;
  }
  return [];
}

function without(flags: Flags, name: SettingName): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([each]) => each !== name));
}

describe('settings that hold together', () => {
  it.each<[string, Flags]>([
    ['nothing at all', {}],
    ['tenants without tokens', { multi_tenant_mode: 'true', team_ids: 'core,web', roles: 'admin' }],
    [
      'tenants, added as they come, noted for good',
      { multi_tenant_mode: 'true', tenant_provisioning: 'auto', audit_durability: 'full' },
    ],
    ['tenants without an audit log', { multi_tenant_mode: 'true', enable_audit_log: 'false' }],
    ['tokens of HS256', HS256],
    ['tokens that must be there', { ...HS256, require_auth: 'true', auth_token_file: 'token' }],
    ['tokens of RS256 from a URL', RS256],
    ['tokens of ES256 from a file', { ...JWT, jwt_algorithm: 'ES256', jwt_public_key_file: 'key.pem' }],
    ['keys from this machine', { ...RS256, jwks_url: 'http://127.0.0.1:8080/keys' }],
    [
      'issuers of a file alone',
      { multi_tenant_mode: 'true', auth_provider: 'jwt', jwt_issuers_file: 'issuers.json' },
    ],
    ['issuers of a file as well', { ...RS256, jwt_issuers_file: 'issuers.json' }],
    [
      'issuers of a file, whatever the algorithm of the settings',
      {
        multi_tenant_mode: 'true',
        auth_provider: 'jwt',
        jwt_algorithm: 'EdDSA',
        jwt_issuers_file: 'issuers.json',
      },
    ],
  ])('%s', (_what, flags) => {
    expect(problemsOf(flags)).toEqual([]);
  });
});

describe('settings that contradict each other', () => {
  it.each<[Flags, string]>([
    [without(HS256, 'multi_tenant_mode'), 'MEMORY_AUTH_PROVIDER: tokens need MEMORY_MULTI_TENANT_MODE=true'],
    [{ enable_audit_log: 'true' }, 'MEMORY_ENABLE_AUDIT_LOG: it needs MEMORY_MULTI_TENANT_MODE=true'],
    [{ audit_durability: 'full' }, 'MEMORY_AUDIT_DURABILITY: it needs MEMORY_MULTI_TENANT_MODE=true'],
    [{ default_tenant: 'acme' }, 'MEMORY_DEFAULT_TENANT: tenants need MEMORY_MULTI_TENANT_MODE=true'],
    [{ tenant_provisioning: 'auto' }, 'MEMORY_TENANT_PROVISIONING: it needs MEMORY_MULTI_TENANT_MODE=true'],
    [{ team_ids: 'core' }, 'MEMORY_TEAM_IDS: teams need MEMORY_MULTI_TENANT_MODE=true'],
    [{ roles: 'viewer' }, 'MEMORY_ROLES: roles need MEMORY_MULTI_TENANT_MODE=true'],
    [{ roles: 'admin,user' }, 'MEMORY_ROLES: roles need MEMORY_MULTI_TENANT_MODE=true'],
    [
      { multi_tenant_mode: 'true', auth_provider: 'oauth2' },
      'MEMORY_AUTH_PROVIDER: oauth2 is not in this version; jwt with MEMORY_JWKS_URL takes the tokens of an OAuth server',
    ],
    [
      { multi_tenant_mode: 'true', require_auth: 'true' },
      'MEMORY_REQUIRE_AUTH: set MEMORY_AUTH_PROVIDER to jwt, or leave it out',
    ],
    [{ require_auth: 'true' }, 'MEMORY_REQUIRE_AUTH: set MEMORY_AUTH_PROVIDER to jwt, or leave it out'],
    ...[{ auth_token: 'a.b.c' }, { auth_token_file: 'token' }].map((flags): [Flags, string] => [
      flags,
      'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set MEMORY_AUTH_PROVIDER to jwt, or leave them out',
    ]),
    ...[
      { jwt_secret: SECRET },
      { jwt_public_key_file: 'key.pem' },
      { jwks_url: 'https://login.example/keys' },
      { jwt_issuers_file: 'issuers.json' },
    ].map((flags): [Flags, string] => [
      { multi_tenant_mode: 'true', ...flags },
      'MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE, MEMORY_JWKS_URL and MEMORY_JWT_ISSUERS_FILE: set MEMORY_AUTH_PROVIDER to jwt, or leave them out',
    ]),
    [
      { ...HS256, auth_token: 'a.b.c', auth_token_file: 'token' },
      'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set one of them',
    ],
    [{ ...HS256, team_ids: 'core' }, 'MEMORY_TEAM_IDS: with MEMORY_AUTH_PROVIDER jwt the token says it'],
    [{ ...HS256, roles: 'admin' }, 'MEMORY_ROLES: with MEMORY_AUTH_PROVIDER jwt the token says it'],
    [without(HS256, 'jwt_secret'), 'MEMORY_JWT_SECRET: HS256 needs it'],
    [{ ...HS256, jwt_secret: SECRET.slice(1) }, 'MEMORY_JWT_SECRET: it must have at least 32 bytes'],
    [
      { ...HS256, jwks_url: 'https://login.example/keys' },
      'MEMORY_JWT_ALGORITHM: HS256 takes no public key; say RS256, ES256 or EdDSA',
    ],
    [{ ...RS256, jwt_secret: SECRET }, 'MEMORY_JWT_SECRET: only HS256 takes one; leave it out'],
    ...[without(RS256, 'jwks_url'), { ...RS256, jwt_public_key_file: 'key.pem' }].map(
      (flags): [Flags, string] => [
        flags,
        'MEMORY_JWT_PUBLIC_KEY_FILE and MEMORY_JWKS_URL: RS256, ES256 and EdDSA need one of them',
      ],
    ),
    [without(HS256, 'jwt_issuer'), 'MEMORY_JWT_ISSUER: tokens need an issuer'],
    [without(RS256, 'jwt_audience'), 'MEMORY_JWT_AUDIENCE: tokens need an audience'],
    ...[
      'http://login.example/keys',
      'https://user:word@login.example/keys',
      'http://localhost.example/keys',
      'ftp://localhost/keys',
      'file:///keys.json',
      'keys',
    ].map((jwks_url): [Flags, string] => [
      { ...RS256, jwks_url },
      'MEMORY_JWKS_URL: it must be https, or http on this machine',
    ]),
  ])('%j', (flags, problem) => {
    expect(problemsOf(flags)).toEqual([problem]);
  });

  it('are told all at once', () => {
    const flags: Flags = {
      multi_tenant_mode: 'false',
      default_tenant: 'acme',
      team_ids: 'core',
      require_auth: 'true',
      auth_token: 'a.b.c',
      auth_token_file: 'token',
      jwt_secret: 'short',
    };
    expect(problemsOf(flags).map((problem) => problem.split(/[:, ]/)[0])).toEqual([
      'MEMORY_DEFAULT_TENANT',
      'MEMORY_TEAM_IDS',
      'MEMORY_REQUIRE_AUTH',
      'MEMORY_AUTH_TOKEN',
      'MEMORY_JWT_SECRET',
    ]);
  });

  it('are told together with values that cannot be read, and of those nothing is concluded', () => {
    const flags: Flags = {
      ...HS256,
      jwt_secret: 'short',
      auth_token: 'a',
      auth_token_file: 'b',
      roles: 'king',
    };
    expect(problemsOf(flags)).toEqual([
      expect.stringContaining('flag --roles: must be a comma list'),
      'MEMORY_AUTH_TOKEN and MEMORY_AUTH_TOKEN_FILE: set one of them',
      'MEMORY_JWT_SECRET: it must have at least 32 bytes',
    ]);
    expect(problemsOf({ ...HS256, auth_provider: 'saml' })).toEqual([
      expect.stringContaining('flag --auth-provider: must be one of'),
    ]);
  });

  it('never repeat a secret', () => {
    const said = problemsOf({ jwt_secret: 'hush-hush', auth_token: 'quiet-quiet' }).join('\n');
    expect(said).not.toContain('hush');
    expect(said).not.toContain('quiet');
  });
});
