import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/catalog.js';
import { type ParsedLine, parseLine } from '../../../src/cli/parse/program.js';
import { readPlainLine } from '../../../src/cli/terminal/plain-line.js';

const QUICK = COMMANDS.filter(({ name }) => name === 'context' || name === 'hook');

function facts(line: ParsedLine | null) {
  if (line === null) return null;
  const { command, options, ...rest } = line;
  const read = ['maxTokens', 'query', 'project', 'nothing'].map((name) => [
    options.text(name),
    options.needed(name),
    options.given(name),
  ]);
  return { name: command.name, read, event: options.argument('event'), ...rest };
}

describe('readPlainLine', () => {
  it.each([
    ['context'],
    ['context', '--max-tokens', '300', '--query', 'how do we deploy?'],
    ['context', '--query=a=b', '--json'],
    ['context', '--yes', '--sqlite-path', 'x.db', '--config', 'c.json', '--project', 'none'],
    ['context', '--max-tokens', ''],
    ['hook', 'stop', '--client', 'codex', '--user-id', 'ann'],
  ])('reads %j %j %j as the full parser does', (...argv) => {
    expect(facts(readPlainLine(argv, QUICK))).toEqual(facts(parseLine(argv, COMMANDS, '0.0.0')));
    expect(readPlainLine(argv, QUICK)).not.toBeNull();
  });

  it.each([
    ['search', 'x'],
    ['context', '--help'],
    ['context', '--qeury', 'x'],
    ['context', 'words'],
    ['hook', '--client', 'codex'],
    ['context', '--query'],
    ['context', '--query', '--json'],
    [],
  ])('leaves %j %j %j to the full parser', (...argv) => {
    expect(readPlainLine(argv, QUICK)).toBeNull();
  });
});
