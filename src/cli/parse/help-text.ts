import { describeSettings } from '../../config/describe.js';
import { type CliCommand, COMMAND_FAMILIES, type CommandGroup } from '../command.js';
import { style } from '../terminal/style.js';
import { wrapped } from '../terminal/wrap.js';

const GROUPS: readonly CommandGroup[] = [
  'Your memories',
  'Setting up',
  'Looking',
  'Moving data',
  'Several tenants',
];

const USUAL_NAME = 10;

const OPTIONS: readonly (readonly [string, string])[] = [
  ['--json, --yes', 'answer in JSON, errors too; answer yes to every question'],
  ['--config FILE', 'read settings from this file, not ~/.memorygraph/config.json'],
  ['-h, -V', 'print help, or the version (--help, --version)'],
];

/** What `memorygraph --help` says, in one screen: 40 lines of 80 columns. */
export function rootHelp(commands: readonly CliCommand[], width: number): string {
  const entries = listed(commands);
  // One long name does not push the words of all others to the right.
  const column = Math.max(...entries.map(([name]) => name.length).filter((length) => length <= USUAL_NAME));
  const groups = GROUPS.flatMap((group) => {
    const own = entries.filter((each) => each[2] === group);
    return own.length === 0 ? [] : [style.strong(`${group}:`), ...lines(own, column, width)];
  });
  return [
    `${style.strong('memorygraph')}: a memory server for AI assistants.`,
    'Without a command it serves MCP over stdio: that is what a client starts.',
    '',
    `${style.strong('Usage:')} memorygraph [command] [options]`,
    ...groups,
    style.strong('Options:'),
    ...lines(OPTIONS, Math.max(...OPTIONS.map(([name]) => name.length)), width),
    'More: memorygraph COMMAND --help, memorygraph help settings, help exit-codes',
  ].join('\n');
}

/** What `memorygraph help` tells of beside commands, by its name. */
export const HELP_TOPICS: Readonly<Record<string, () => string>> = {
  settings: settingsHelp,
  'exit-codes': exitCodesHelp,
};

/** Every setting as a flag and a variable, for `memorygraph config --help`. */
export function settingsHelp(): string {
  const settings = describeSettings().flatMap(({ flag, env, description, default: usual }) => [
    `  ${flag}, ${env}`,
    `      ${description} Default: ${usual}.`,
  ]);
  return `Settings (a flag goes before the environment, that before the config file, that before the default):
${settings.join('\n')}`;
}

function exitCodesHelp(): string {
  return `Exit codes:
  0    done; a search that finds nothing is done as well
  1    failed
  2    wrong use, wrong settings, or a file that is not what it should be
  3    not found
  4    conflict: somebody else was faster, or it is there already
  5    forbidden
  6    the store cannot be used
  7    the store is busy or the disk is full
  130  interrupted

A server that is asked to stop (end of its input, SIGTERM) finishes its work and ends with 0.`;
}

/** Name, summary and group of each command; those of a family are one. */
function listed(commands: readonly CliCommand[]): (readonly [string, string, CommandGroup])[] {
  const seen = new Map<string, readonly [string, string, CommandGroup]>();
  for (const { name, summary, group } of commands) {
    const [first = '', second] = name.split(' ');
    if (second === undefined) seen.set(first, [first, summary, group]);
    else if (!seen.has(first)) seen.set(first, [first, COMMAND_FAMILIES[first] ?? first, group]);
  }
  return [...seen.values()];
}

function lines(
  rows: readonly (readonly [string, string, ...unknown[]])[],
  column: number,
  width: number,
): string[] {
  return rows.map(([name, says]) => {
    const indent = ' '.repeat(Math.max(column, name.length) + 4);
    const text = wrapped(says, Math.max(20, width - indent.length)).join(`\n${indent}`);
    return `  ${name.padEnd(column)}  ${text}`;
  });
}
