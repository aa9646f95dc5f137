import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../../src/config/config.js';
import { describeSettings, reportSettings } from '../../../src/config/describe.js';
import { loadConfig } from '../../../src/config/load.js';
import { SETTING_NAMES, SETTINGS } from '../../../src/config/settings.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { testFolder } from '../../support/test-folder.js';

function input(given: Partial<ConfigInput> = {}): ConfigInput {
  return {
    environment: {},
    flags: {},
    home: '/nowhere/ann',
    working_directory: '/home/ann',
    temporary: ['/tmp'],
    os_user: () => 'ann',
    ...given,
  };
}

function problemsOf(given: Partial<ConfigInput>): readonly string[] {
  try {
    loadConfig(input(given));
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'configuration')
      return thrown.details.problems as readonly string[];
    throw thrown;
  }
  return [];
}

describe('loadConfig', () => {
  it('has a default for everything', () => {
    const { settings, sources, file, warnings, notices } = loadConfig(input());
    expect(settings).toEqual({
      backend: 'sqlite',
      sqlite_path: join('/nowhere/ann', '.memorygraph', 'memorygraph.db'),
      sqlite_synchronous: 'full',
      busy_timeout_ms: 5000,
      project: 'auto',
      tool_profile: ['core'],
      secrets: 'mask',
      allow_cycles: false,
      files_path: join('/nowhere/ann', '.memorygraph', 'files'),
      user_id: 'ann',
      log_level: 'warn',
      multi_tenant_mode: false,
      default_tenant: 'default',
      tenant_provisioning: 'refuse',
      team_ids: undefined,
      roles: ['user'],
      tenant_pool: 64,
      enable_audit_log: 'auto',
      audit_durability: 'normal',
      auth_provider: 'none',
      require_auth: false,
      auth_token: undefined,
      auth_token_file: undefined,
      jwt_algorithm: 'HS256',
      jwt_secret: undefined,
      jwt_public_key_file: undefined,
      jwks_url: undefined,
      jwt_issuer: undefined,
      jwt_audience: undefined,
      jwt_tenants: '*',
      jwt_issuers_file: undefined,
      jwt_clock_tolerance_seconds: 5,
      jwt_max_age_seconds: 86_400,
      jwt_subject_claim: 'sub',
      jwt_tenant_claim: 'tenant_id',
      jwt_teams_claim: 'team_ids',
      jwt_projects_claim: 'projects',
      jwt_roles_claim: 'roles',
      jwt_scope_claim: 'scope',
      jwt_organization_claim: 'org_id',
      jwt_groups_claim: 'groups',
      jwt_default_role: 'none',
      group_mapping_file: undefined,
    });
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
    expect({ file, warnings, notices }).toEqual({ file: null, warnings: [], notices: [] });
  });

  it('takes a flag before the environment, that before the file, that before the default', () => {
    const home = testFolder('config');
    mkdirSync(join(home, '.memorygraph'));
    const file = join(home, '.memorygraph', 'config.json');
    writeFileSync(
      file,
      '\ufeff{"user_id":"file","log_level":"error","busy_timeout_ms":7,"allow_cycles":true}',
    );
    const environment = {
      MEMORY_USER_ID: 'environment',
      MEMORY_LOG_LEVEL: 'debug',
      MEMORY_ALLOW_CYCLES: ' ',
    };
    const loaded = loadConfig(input({ home, environment, flags: { user_id: 'flag' } }));
    expect(loaded.settings).toMatchObject({
      user_id: 'flag',
      log_level: 'debug',
      busy_timeout_ms: 7,
      allow_cycles: true,
    });
    expect(loaded.sources).toMatchObject({
      user_id: 'flag',
      log_level: 'environment',
      busy_timeout_ms: 'config file',
      allow_cycles: 'config file',
      backend: 'default',
    });
    expect(loaded.file).toBe(file);
  });

  it('reports every problem with its source', () => {
    const folder = testFolder('config');
    const file = join(folder, 'c.json');
    writeFileSync(file, '{"tool_profil":"core","user_id":{},"sqlite_synchronous":"sometimes"}');
    const problems = problemsOf({
      file,
      environment: { MEMORY_TOOL_PROFILE: 'core,everything', MEMORY_AUTH_PROVIDER: 'oauth2' },
      flags: { busy_timeout_ms: '1.5' },
    });
    expect(problems).toEqual([
      `config file ${file}: unknown setting "tool_profil"; did you mean tool_profile?`,
      `config file ${file}: user_id must be a text, a number or true or false`,
      `config file ${file}, sqlite_synchronous: must be one of full, normal (got "sometimes")`,
      'flag --busy-timeout-ms: must be a whole number from 0 to 600000 (got "1.5")',
      'environment variable MEMORY_TOOL_PROFILE: must be a comma list of core, extended, admin (got "core,everything")',
      'MEMORY_AUTH_PROVIDER: tokens need MEMORY_MULTI_TENANT_MODE=true',
      'MEMORY_AUTH_PROVIDER: oauth2 is not in this version; jwt with MEMORY_JWKS_URL takes the tokens of an OAuth server',
    ]);
  });

  it.each([
    ['not json', /must hold one JSON object/],
    ['[]', /must hold one JSON object/],
    ['null', /must hold one JSON object/],
  ])('refuses a config file of %j', (content, says) => {
    const file = join(testFolder('config'), 'c.json');
    writeFileSync(file, content);
    expect(problemsOf({ file })).toEqual([expect.stringMatching(says)]);
  });

  it('refuses a config file that is named and not there, or a folder', () => {
    expect(problemsOf({ file: 'missing.json' })).toEqual([
      expect.stringMatching(/missing\.json: is not there/),
    ]);
    expect(problemsOf({ file: testFolder('config') })).toEqual([expect.stringMatching(/is a directory/)]);
  });

  it.each([
    ['MEMORY_REQUIRE_AUTH', '1'],
    ['MEMORY_AUTH_TOKEN', 'abc'],
    ['MEMORY_AUTH_TOKEN_FILE', 'abc'],
    ['MEMORY_JWT_SECRET', 'abc'],
    ['MEMORY_JWT_PUBLIC_KEY_FILE', 'abc'],
    ['MEMORY_DEFAULT_TENANT', 'acme'],
    ['MEMORY_TENANT_PROVISIONING', 'auto'],
    ['MEMORY_TEAM_IDS', 'abc'],
    ['MEMORY_ROLES', 'viewer'],
    ['MEMORY_ENABLE_AUDIT_LOG', 'on'],
    ['MEMORY_AUDIT_DURABILITY', 'full'],
  ])('refuses %s=%s alone rather than ignore it, and never repeats the value', (name, value) => {
    const problems = problemsOf({ environment: { [name]: value } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/MEMORY_MULTI_TENANT_MODE=true$|set MEMORY_AUTH_PROVIDER to jwt/);
    expect(problems[0]).not.toContain('abc');
  });

  it.each([
    ['MEMORY_MULTI_TENANT_MODE', 'false'],
    ['MEMORY_REQUIRE_AUTH', '0'],
    ['MEMORY_AUTH_PROVIDER', 'none'],
    ['MEMORY_DEFAULT_TENANT', 'default'],
    ['MEMORY_JWT_SECRET', ''],
    ['MEMORY_ENABLE_AUDIT_LOG', 'off'],
    ['MEMORY_TENANT_PROVISIONING', 'refuse'],
    ['MEMORY_ROLES', 'USER'],
  ])('lets %s=%s pass: it asks for nothing', (name, value) => {
    expect(loadConfig(input({ environment: { [name]: value } })).warnings).toEqual([]);
  });

  it('warns of variables without effect, naming what was probably meant', () => {
    const environment = {
      MEMORY_SQLITE_PTH: 'x',
      MEMORY_NEO4J_PASSWORD: 'secret',
      MEMORY_FILE_PATH: 'x',
      PATH: 'x',
    };
    const { warnings } = loadConfig(input({ environment }));
    expect(warnings).toHaveLength(3);
    expect(warnings.join('\n')).toContain('did you mean MEMORY_SQLITE_PATH?');
    expect(warnings.join('\n')).toContain('the neo4j backend is not supported');
    expect(warnings.join('\n')).not.toContain('secret');
  });

  it.each([
    ['~', '/nowhere/ann'],
    ['~/x.db', '/nowhere/ann/x.db'],
    ['~x.db', '/home/ann/~x.db'],
    ['x.db', '/home/ann/x.db'],
    ['/a/../b.db', '/b.db'],
  ])('reads the path %s', (sqlite_path, expected) => {
    expect(loadConfig(input({ flags: { sqlite_path } })).settings.sqlite_path).toBe(expected);
  });

  it.each([
    ['backend', 'postgres', /must be one of sqlite/],
    ['backend', 'falkordb', /falkordb is not in this version/],
    ['sqlite_path', ' ', /must name a file/],
    ['sqlite_path', 'a\u0000b', /NUL/],
    ['busy_timeout_ms', '-1', /whole number/],
    ['busy_timeout_ms', '600001', /whole number/],
    ['tool_profile', ' , ', /comma list/],
    ['allow_cycles', 'maybe', /true or false/],
    ['user_id', ' ', /must not be empty/],
    ['user_id', 'x'.repeat(201), /at most 200/],
    ['user_id', '\ud800', /well-formed/],
    ['log_level', 'loud', /must be one of error, warn, info, debug/],
    ['default_tenant', 'a/b', /1 to 64 letters, digits, dots, dashes or underscores/],
    ['default_tenant', 'x'.repeat(65), /1 to 64/],
    ['default_tenant', '.hidden', /begin with a letter or digit/],
    ['roles', 'owner', /must be a comma list of admin, user, viewer/],
    ['tenant_provisioning', 'maybe', /must be one of refuse, auto/],
    ['enable_audit_log', 'maybe', /true or false, or auto/],
    ['audit_durability', 'none', /must be one of normal, full/],
    ['tenant_pool', '0', /whole number from 1 to 10000/],
    ['auth_provider', 'saml', /must be one of none, jwt, oauth2/],
    ['jwt_algorithm', 'none', /must be one of HS256, RS256, ES256, EdDSA/],
    ['jwt_default_role', 'root', /must be one of none, admin, user, viewer/],
    ['jwt_max_age_seconds', '59', /whole number from 60/],
    ['jwt_subject_claim', ' ', /must not be empty/],
  ] as const)('refuses %s = %j', (name, text, says) => {
    expect(problemsOf({ flags: { [name]: text } })).toEqual([expect.stringMatching(says)]);
  });

  it.each([
    ['backend', ' SQLite ', 'sqlite'],
    ['tool_profile', 'extended, CORE', ['core', 'extended']],
    ['allow_cycles', 'On', true],
    ['log_level', 'WARNING', 'warn'],
    ['busy_timeout_ms', ' 0 ', 0],
    ['user_id', ' Zoe\u0308 ', 'Zo\u00eb'],
    ['enable_audit_log', 'AUTO', 'auto'],
    ['enable_audit_log', 'off', false],
    ['tenant_pool', '10000', 10_000],
  ] as const)('reads %s = %j', (name, text, expected) => {
    expect(loadConfig(input({ flags: { [name]: text } })).settings[name]).toEqual(expected);
  });
});

describe('the table of settings', () => {
  it('names each one alike everywhere', () => {
    for (const name of SETTING_NAMES) {
      expect(SETTINGS[name].env).toBe(`MEMORY_${name.toUpperCase()}`);
      // Commands have a --project of their own: which projects they look at.
      const flag = name === 'project' ? '--current-project' : `--${name.replaceAll('_', '-')}`;
      expect(SETTINGS[name].flag).toBe(flag);
    }
  });

  it('masks what is secret, and nothing else', () => {
    const jwt_secret = 'Pq7vR2xW9mT4kZ8nB5cD1fG6hJ3lS0aY';
    const flags = {
      multi_tenant_mode: 'true',
      auth_provider: 'jwt',
      jwt_secret,
      jwt_issuer: 'https://login.example',
      jwt_audience: 'memorygraph',
      auth_token: 'a.b.c',
    };
    const report = reportSettings(loadConfig(input({ flags })));
    const masked = report.filter(({ value }) => value === '********').map(({ name }) => name);
    expect(masked).toEqual(['auth_token', 'jwt_secret']);
    expect(JSON.stringify(report)).not.toContain(jwt_secret);
    expect(JSON.stringify(report)).not.toContain('a.b.c');
  });

  it('is described and reported in full', () => {
    expect(describeSettings().map(({ name }) => name)).toEqual(SETTING_NAMES);
    for (const { description, default: usual } of describeSettings()) {
      expect(description).toMatch(/[.]$/);
      expect(usual).not.toBe('');
    }
    const report = reportSettings(loadConfig(input({ flags: { tool_profile: 'core,extended' } })));
    expect(report.find(({ name }) => name === 'tool_profile')).toMatchObject({
      value: 'core,extended',
      source: 'flag',
    });
  });
});
