import { describe, expect, it } from 'vitest';
import { COMMANDS, describeCommands } from '../../../src/cli/commands/catalog.js';
import { parseLine } from '../../../src/cli/program.js';
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
    [['import'], /--input <file> is missing/],
    [['health', 'now'], /Too many arguments/],
    [['--yes'], /A command is missing/],
  ])('%j is a wrong use', (argv, says) => {
    const message = usageOf(argv);
    expect(message).toMatch(says);
    expect(message).toMatch(/See memorygraph .*--help\.$/);
    expect(message).not.toContain('\n');
  });
});

describe('the commands', () => {
  it('are all described, with an example each', () => {
    for (const command of describeCommands()) {
      expect(command.summary).toMatch(/^[a-z].*[^.]$/);
      expect(command.description).toMatch(/\.$/);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const { line } of command.examples)
        expect(line).toMatch(new RegExp(`^memorygraph ${command.name}`));
    }
  });
});
