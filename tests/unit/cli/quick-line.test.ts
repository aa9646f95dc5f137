import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/catalog.js';
import { type ParsedLine, parseLine } from '../../../src/cli/program.js';
import { quickLine } from '../../../src/cli/quick-line.js';

function facts(line: ParsedLine | null) {
  if (line === null) return null;
  const { command, options, ...rest } = line;
  const read = ['maxTokens', 'query', 'project', 'nothing'].map((name) => [
    options.text(name),
    options.needed(name),
    options.given(name),
  ]);
  return { name: command.name, read, ...rest };
}

describe('quickLine', () => {
  it.each([
    ['context'],
    ['context', '--max-tokens', '300', '--query', 'how do we deploy?'],
    ['context', '--query=a=b', '--json'],
    ['context', '--yes', '--sqlite-path', 'x.db', '--config', 'c.json', '--project', 'none'],
    ['context', '--max-tokens', ''],
  ])('reads %j %j %j as the full parser does', (...argv) => {
    expect(facts(quickLine(argv))).toEqual(facts(parseLine(argv, COMMANDS, '0.0.0')));
    expect(quickLine(argv)).not.toBeNull();
  });

  it.each([
    ['search', 'x'],
    ['context', '--help'],
    ['context', '--qeury', 'x'],
    ['context', 'words'],
    ['context', '--query'],
    ['context', '--query', '--json'],
    [],
  ])('leaves %j %j %j to the full parser', (...argv) => {
    expect(quickLine(argv)).toBeNull();
  });
});
