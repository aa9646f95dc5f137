import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { COMMANDS, describeCommands } from '../../../src/cli/commands/catalog.js';
import { rootHelp, settingsHelp } from '../../../src/cli/parse/help-text.js';
import { parseLine } from '../../../src/cli/parse/program.js';
import { describeSettings } from '../../../src/config/describe.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';

function usageOf(argv: readonly string[]): string {
  try {
    parseLine(argv, COMMANDS, '0.0.0');
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError && thrown.code === 'usage') return thrown.message;
    throw thrown;
  }
  throw new Error('was accepted');
}

describe('parseLine', () => {
  it('reads a command, its options, settings and common flags, in any order', () => {
    const argv = [
      '--json',
      'backup',
      '--output',
      'x.gz',
      '--user-id',
      'ann',
      '--force',
      '--config',
      'c.json',
    ];
    const line = parseLine(argv, COMMANDS, '0.0.0');
    expect(line).toMatchObject({ json: true, yes: false, flags: { user_id: 'ann' }, file: 'c.json' });
    expect(line?.command.name).toBe('backup');
    expect(line?.options.needed('output')).toBe('x.gz');
    expect(line?.options.given('force')).toBe(true);
    expect(line?.options.text('nothing')).toBeUndefined();
  });

  it.each([
    [['bakup'], /Did you mean backup\?/],
    [['--alow-cycles', 'true'], /Did you mean --allow-cycles\?/],
    [['import', '--inptu', 'x'], /Did you mean --input\?/],
    [['import'], /--input <path> is missing/],
    [['health', 'now'], /Too many arguments/],
    [['--yes'], /A command is missing/],
    [['ls'], /Did you mean list\?/],
    [['find', 'words'], /Did you mean search\?/],
    [['comp'], /Did you mean completion\?/],
    [['backup', '--out', 'x'], /Did you mean --output\? See memorygraph backup --help\.$/],
    [['backup', '--path', 'x'], /Did you mean .*--sqlite-path.*\?/],
    [['health', '--since', '2d'], /It is an option of .*list/],
    [['search'], /^<words\.\.\.> is missing: .* See memorygraph search --help\.$/],
    [['search', 'x', '--all', '--closed'], /'--all' cannot be used with option '--closed'/],
  ])('%j is a wrong use', (argv, says) => {
    const message = usageOf(argv);
    expect(message).toMatch(says);
    expect(message).toMatch(/See memorygraph .*--help\.$/);
    expect(message).not.toContain('\n');
  });
});

describe('options that may be given several times', () => {
  it('are a list in the order given, and empty where left out', () => {
    const line = parseLine(['search', 'a', 'b', '--tag', 'x', '--tag=y'], COMMANDS, '0.0.0');
    expect(line?.options.list('tag')).toEqual(['x', 'y']);
    expect(line?.options.list('type')).toEqual([]);
    expect(line?.options.argument('words')).toEqual(['a', 'b']);
  });
});

describe('help', () => {
  it('fits one screen of 80 columns and names every command', () => {
    const lines = stripVTControlCharacters(rootHelp(COMMANDS, 80)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const { name } of COMMANDS) {
      const word = name.split(' ')[0] ?? '';
      expect(lines.filter((line) => line.startsWith(`  ${word} `))).toHaveLength(1);
    }
  });

  it('of the configuration lists every setting', () => {
    for (const { env, flag } of describeSettings()) expect(settingsHelp()).toContain(`${flag}, ${env}`);
  });
});

describe('the commands', () => {
  it('are all described, with an example each', () => {
    for (const command of describeCommands()) {
      expect(command.summary).toMatch(/^[a-z].*[^.]$/);
      expect(command.description).toMatch(/\.$/);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const { line } of command.examples) expect(line).toMatch(/^memorygraph [a-z]/);
      expect(command.examples.some(({ line }) => line.startsWith(`memorygraph ${command.name}`))).toBe(true);
    }
  });
});
