import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/catalog.js';
import { loadConfig } from '../../src/config/load.js';
import { SETTING_NAMES, SETTINGS } from '../../src/config/settings.js';
import { UNSUPPORTED_VARIABLES } from '../../src/config/unsupported.js';
import { LIMITS } from '../../src/domain/limits.js';
import { ERRORS } from '../../src/errors/codes.js';
import { TOOL_ALIASES } from '../../tools/aliases.js';
import { TOOLS } from '../../tools/catalog.js';
import { EXAMPLE_FILE } from './configuration-page.js';
import { docPages, fencedBlocks } from './pages.js';

const PAGES = docPages();

/** Places of the documentation where a pattern names something that is not among the known names. */
function strangers(pattern: RegExp, known: ReadonlySet<string>, text = (page: string) => page): string[] {
  return PAGES.flatMap(({ path, text: whole }) =>
    [...text(whole).matchAll(pattern)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== '' && !known.has(name))
      .map((name) => `${path}: ${name}`),
  );
}

describe('names in the pages', () => {
  it('are settings, or variables that are told apart', () => {
    const known = new Set<string>([
      ...SETTING_NAMES.map((name) => SETTINGS[name].env),
      ...UNSUPPORTED_VARIABLES.map(({ env }) => env),
      'MEMORY_',
    ]);
    expect(strangers(/\b(MEMORY_[A-Z0-9_]*)/g, known)).toEqual([]);
  });

  it('are commands where a command line shows one', () => {
    const known = new Set(COMMANDS.map((command) => command.name.split(' ')[0] ?? ''));
    const shell = (text: string) =>
      fencedBlocks(text)
        .filter(({ language }) => language === 'sh')
        .map((block) => block.text)
        .join('\n');
    expect(
      strangers(/^\s*(?:memorygraph|node dist\/bin\/memorygraph\.js) ([a-z][a-z-]*)/gm, known, shell),
    ).toEqual([]);
    expect(strangers(/`memorygraph ([a-z][a-z-]*)[^`]*`/g, known)).toEqual([]);
  });

  it('are flags that a command line takes', () => {
    const flags = [
      ...SETTING_NAMES.map((name) => SETTINGS[name].flag),
      ...COMMANDS.flatMap((command) =>
        command.options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []),
      ),
      ...['--json', '--yes', '--config', '--help', '--version'],
    ];
    const lines = (text: string) =>
      (text.match(/^\s*(?:memorygraph|node dist\/bin\/memorygraph\.js)[^\n]*/gm) ?? []).join('\n');
    expect(strangers(/(--[a-z][a-z-]*)/g, new Set(flags), lines)).toEqual([]);
  });

  it('are tools', () => {
    const known = new Set([
      ...TOOLS.flatMap((tool) => [tool.name, ...Object.keys(tool.input.shape)]),
      ...Object.keys(TOOL_ALIASES),
      ...Object.keys(LIMITS),
      ...OTHER_NAMES,
    ]);
    const verb =
      '(?:store|get|search|recall|update|delete|create|find|invalidate|reinforce|query|list|share|what|contextual)';
    expect(strangers(new RegExp(`\`(${verb}_[a-z_]+)\``, 'g'), known)).toEqual([]);
  });

  it('are the core tools in the table of the README', () => {
    const readme = PAGES.find((page) => page.path === 'README.md')?.text ?? '';
    const listed = [...readme.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
    expect(listed).toEqual(TOOLS.filter((tool) => tool.toolset === 'core').map((tool) => tool.name));
  });

  it('are the commands that the README lists', () => {
    const readme = PAGES.find((page) => page.path === 'README.md')?.text ?? '';
    expect(COMMANDS.map((command) => command.name).filter((name) => !readme.includes(`${name}\``))).toEqual(
      [],
    );
  });

  it('are error codes where a table says what to do', () => {
    const page = PAGES.find(({ path }) => path === 'docs/guides/troubleshooting.md')?.text ?? '';
    const codes = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1] ?? '');
    expect(codes.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
    const starting = Object.keys(ERRORS).filter(
      (code) => code.startsWith('storage_') || code === 'driver_missing',
    );
    expect(starting.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

/** Tools of the peer that the benchmarks measure, and tables, which are named like tools. */
const OTHER_NAMES = ['search_nodes', 'create_entities', 'search_terms', 'search_totals'];

describe('the config file that the page shows', () => {
  it('is read without a problem', () => {
    const home = mkdtempSync(join(tmpdir(), 'memorygraph-docs-'));
    try {
      const file = join(home, 'config.json');
      writeFileSync(file, JSON.stringify(EXAMPLE_FILE));
      const { settings, sources } = loadConfig({
        environment: {},
        flags: {},
        file,
        home,
        working_directory: home,
        temporary: [],
        os_user: () => 'somebody',
      });
      expect(settings.tool_profile).toContain('extended');
      expect(sources.tool_profile).toBe('config file');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
