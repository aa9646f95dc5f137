import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, SETTINGS } from '../../../src/config/settings.js';
import { RELATIONSHIP_TYPES } from '../../../src/domain/relationship-types.js';
import { claudeCode } from '../../../src/install/clients/claude-code.js';
import { TOOLS } from '../../../tools/catalog.js';
import { ROOT } from '../../support/paths.js';
import { serverJsonProblems } from '../../support/server-json.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const json = (path: string): Record<string, never> => JSON.parse(read(path));

const PLUGIN = '.claude-plugin/memorygraph';
const version = String(json('package.json').version);

describe('what is published beside the package', () => {
  it('names its version everywhere', () => {
    const server = json('server.json') as unknown as { version: string; packages: { version: string }[] };
    expect([server.version, ...server.packages.map((each) => each.version)]).toEqual([version, version]);
    expect(json(`${PLUGIN}/.claude-plugin/plugin.json`).version).toBe(version);
    expect(read(`${PLUGIN}/.mcp.json`)).toContain(`memorygraph@${version}`);
  });

  it('has a server.json that the registry takes, of the name in package.json', () => {
    const server = json('server.json') as unknown as { name: string };
    expect(serverJsonProblems(server)).toEqual([]);
    const { mcpName = server.name } = json('package.json') as { mcpName?: string };
    expect(mcpName).toBe(server.name);
  });

  it('tells of settings that there are, with their defaults', () => {
    const { packages } = json('server.json') as unknown as {
      packages: { environmentVariables: { name: string; default: string }[] }[];
    };
    for (const { name, default: usual } of packages.flatMap((each) => each.environmentVariables)) {
      const setting = SETTING_NAMES.find((each) => SETTINGS[each].env === name);
      expect(setting, name).toBeDefined();
      expect(setting === undefined ? null : SETTINGS[setting].default, name).toBe(usual);
    }
  });

  it('has the hooks in the plugin that install writes', () => {
    const launch = { command: 'npx', args: ['-y', `memorygraph@${version}`], env: {}, portable: true };
    const request = {
      scope: 'user',
      launch,
      server_args: [],
      settings: {},
      flags: [],
      hooks: true,
      force: false,
    } as const;
    const [server, hooks] = claudeCode.files({ platform: 'linux', home: '/h', project: '/p' }, request);
    expect(json(`${PLUGIN}/hooks/hooks.json`)).toEqual(JSON.parse(hooks?.edit.add('', false) ?? ''));
    expect(json(`${PLUGIN}/.mcp.json`)).toEqual(JSON.parse(server?.edit.add('', false) ?? ''));
  });

  it('has a skill that names tools and relationships there are', () => {
    const skill = read(`${PLUGIN}/skills/remembering/SKILL.md`);
    const named = [...skill.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(3);
    expect(
      named.filter((name) => !TOOLS.some((tool) => tool.name === name && tool.toolset === 'core')),
    ).toEqual([]);
    for (const [type] of skill.matchAll(/\b[A-Z_]{5,}\b/g))
      expect(Object.keys(RELATIONSHIP_TYPES)).toContain(type);
  });
});

describe('serverJsonProblems', () => {
  it.each([
    [{}, /name/],
    [{ name: 'memorygraph', description: 'd', version: '1.0.0' }, /name/],
    [{ name: 'a.b/c', description: 'd'.repeat(101), version: '1.0.0' }, /description/],
    [{ name: 'a.b/c', description: 'd', version: '^1.0.0' }, /version/],
    [
      { name: 'a.b/c', description: 'd', version: '1.0.0', packages: [{ registryType: 'npm' }] },
      /identifier/,
    ],
  ])('finds what is wrong with %j', (value, says) => {
    expect(serverJsonProblems(value).join('\n')).toMatch(says);
  });
});
