import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { CliCommand } from '../../../src/cli/command.js';
import { COMMANDS } from '../../../src/cli/commands/catalog.js';
import { completedProgram } from '../../../src/cli/completion/model.js';
import { completionScript } from '../../../src/cli/completion/script.js';
import { SHELLS } from '../../../src/cli/completion/shells.js';
import { MEMORY_TYPES } from '../../../src/domain/memory-types.js';

const POWERSHELL = 'pwsh';
const run = async () => ({ text: '', data: null });
const SMALL: readonly CliCommand[] = [
  {
    name: 'show',
    group: 'Your memories',
    summary: "what is the memory's text: all of it",
    description: '',
    arguments: [{ flags: '<id...>', description: '', ids: true }],
    options: [
      { flags: '--type <type>', description: "a type's name", values: ['fact', 'fix'] },
      { flags: '--unseen <x>', description: 'not told', hidden: true },
    ],
    examples: [],
    run,
  },
  {
    name: 'project list',
    group: 'Your memories',
    summary: 'all',
    description: '',
    options: [{ flags: '--output <file>', description: 'where to' }],
    examples: [],
    run,
  },
];

/** A shell that may not be here: a test of it says so in its title. */
function shellHere(name: string): { title: string; isHere: boolean } {
  const isHere = spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
  return { title: isHere ? name : `${name} (not installed here)`, isHere };
}

describe('what a shell knows of the command line', () => {
  it('is read from the catalog', () => {
    const program = completedProgram(SMALL);
    expect(program.words.map(([word]) => word)).toEqual(['show', 'project']);
    expect(program.families).toEqual({ project: [['list', 'all']] });
    expect(program.commands).toMatchObject([
      {
        name: 'show',
        values: { kind: 'id' },
        options: [{ flag: '--type', values: { kind: 'words', words: ['fact', 'fix'] } }],
      },
      { name: 'project list', options: [{ flag: '--output', values: { kind: 'file' } }] },
    ]);
    expect(program.everywhere).toContainEqual(
      expect.objectContaining({ flag: '--sqlite-path', values: { kind: 'file' } }),
    );
  });

  it.each(SHELLS)('is all in the script for %s', (shell) => {
    const script = completionScript(shell, COMMANDS);
    const flags = COMMANDS.flatMap(({ options }) =>
      options.flatMap(({ flags: text, hidden }) => (hidden ? [] : (/--([a-z-]+)/.exec(text)?.[1] ?? []))),
    );
    const names = COMMANDS.flatMap(({ name }) => name.split(' '));
    for (const word of [...flags, ...names, ...MEMORY_TYPES]) expect(script).toContain(word);
    expect(script).not.toContain('undefined');
    expect(completionScript(shell, SMALL)).not.toContain('unseen');
  });
});

describe('the script', () => {
  for (const [shell, check] of [
    ['bash', ['-n']],
    ['zsh', ['-n']],
    ['fish', ['--no-execute']],
  ] as const) {
    const { title, isHere } = shellHere(shell);
    it.skipIf(!isHere)(`is understood by ${title}`, () => {
      for (const commands of [COMMANDS, SMALL]) {
        const input = completionScript(shell, commands);
        const { status, stderr } = spawnSync(shell, check, { input, encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      }
    });
  }

  const powershell = shellHere(POWERSHELL);
  it.skipIf(!powershell.isHere)(`is understood by ${powershell.title}`, () => {
    const parse =
      '$e = $null; [void][System.Management.Automation.Language.Parser]::ParseInput([Console]::In.ReadToEnd(), [ref]$null, [ref]$e); $e.Count';
    const input = completionScript('powershell', COMMANDS);
    expect(
      spawnSync(POWERSHELL, ['-NoProfile', '-Command', parse], { input, encoding: 'utf8' }).stdout.trim(),
    ).toBe('0');
  });
});
