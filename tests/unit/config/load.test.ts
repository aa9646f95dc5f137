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
      environment: { MEMORY_TOOL_PROFILE: 'core,everything', MEMORY_AUTH_PROVIDER: 'jwt' },
      flags: { busy_timeout_ms: '1.5' },
    });
    expect(problems).toEqual([
      'environment variable MEMORY_AUTH_PROVIDER: authentication is not supported by this version',
      `config file ${file}: unknown setting "tool_profil"; did you mean tool_profile?`,
      `config file ${file}: user_id must be a text, a number or true or false`,
      `config file ${file}, sqlite_synchronous: must be one of full, normal (got "sometimes")`,
      'flag --busy-timeout-ms: must be a whole number from 0 to 600000 (got "1.5")',
      'environment variable MEMORY_TOOL_PROFILE: must be a comma list of core, extended, admin (got "core,everything")',
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
    ['MEMORY_MULTI_TENANT_MODE', 'true'],
    ['MEMORY_REQUIRE_AUTH', '1'],
    ['MEMORY_AUTH_TOKEN', 'abc'],
    ['MEMORY_JWT_SECRET', 'abc'],
    ['MEMORY_DEFAULT_TENANT', 'acme'],
    ['MEMORY_ENABLE_AUDIT_LOG', 'on'],
  ])('refuses %s=%s rather than ignore it, and never repeats the value', (name, value) => {
    const problems = problemsOf({ environment: { [name]: value } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('is not supported by this version');
    expect(problems[0]).not.toContain('abc');
  });

  it.each([
    ['MEMORY_MULTI_TENANT_MODE', 'false'],
    ['MEMORY_REQUIRE_AUTH', '0'],
    ['MEMORY_AUTH_PROVIDER', 'none'],
    ['MEMORY_DEFAULT_TENANT', 'default'],
    ['MEMORY_JWT_SECRET', ''],
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
