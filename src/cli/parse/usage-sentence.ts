import type { CommanderError } from 'commander';
import { nearestName } from '../../config/nearest.js';
import { SETTING_NAMES, SETTINGS } from '../../config/settings.js';
import type { CliCommand } from '../command.js';

/** What people call a command that has another name here. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cat: 'show',
  complete: 'completion',
  delete: 'purge',
  doctor: 'health',
  erase: 'purge',
  find: 'search',
  forget: 'purge',
  get: 'show',
  grep: 'search',
  init: 'install',
  log: 'list',
  ls: 'list',
  query: 'search',
  recall: 'search',
  recent: 'list',
  remove: 'purge',
  rm: 'purge',
  settings: 'config',
  setup: 'install',
  statistics: 'stats',
  status: 'stats',
  update: 'edit',
  view: 'show',
};
const EVERYWHERE = ['--json', '--yes', '--config', '--help', '--version'] as const;
const MOST_MEANT = 3;
const SEE = 'See memorygraph';

/** Commander's words for a wrong command line as one sentence of ours, with what was probably meant. */
export function usageSentence(
  thrown: CommanderError,
  argv: readonly string[],
  commands: readonly CliCommand[],
): string {
  const command = commandIn(argv, commands);
  const help = `${SEE} ${command === undefined ? '' : `${command.name} `}--help.`;
  if (thrown.code === 'commander.help') return `A command is missing. ${help}`;
  if (thrown.code === 'commander.missingArgument')
    return `${missingArgument(command, thrown.message)} ${help}`;
  const [first = ''] = thrown.message.replace(/^error: /, '').split('\n');
  const meant = suggestion(first.trim(), command, commands);
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).trim()}`;
  return `${sentence}${/[.?!]$/.test(sentence) ? '' : '.'}${meant === null ? '' : ` ${meant}`} ${help}`;
}

function missingArgument(command: CliCommand | undefined, message: string): string {
  const name = /'([^']+)'/.exec(message)?.[1] ?? '';
  const argument = command?.arguments?.find(({ flags }) => bare(flags) === name);
  return argument === undefined
    ? `<${name}> is missing.`
    : `${argument.flags} is missing: ${argument.description}.`;
}

function suggestion(
  text: string,
  command: CliCommand | undefined,
  commands: readonly CliCommand[],
): string | null {
  const flag = /^unknown option '(--[^'=]+)[^']*'$/.exec(text)?.[1];
  if (flag !== undefined) return suggestedFlag(flag, command, commands);
  const name = /^unknown command '([^']+)'$/.exec(text)?.[1];
  if (name === undefined) return null;
  const words = commands.flatMap((each) => each.name.split(' '));
  const other = OTHER_NAMES[name.toLowerCase()];
  const known = other !== undefined && words.includes(other) ? [other] : similar(name, words);
  return known.length === 0 ? null : `Did you mean ${known.join(' or ')}?`;
}

function suggestedFlag(
  flag: string,
  command: CliCommand | undefined,
  commands: readonly CliCommand[],
): string | null {
  const settings = SETTING_NAMES.map((name) => SETTINGS[name].flag);
  const own = command === undefined ? [] : longFlags(command);
  const meant = similar(flag, [...own, ...EVERYWHERE, ...settings]);
  if (meant.length > 0) return `Did you mean ${meant.join(' or ')}?`;
  const others = commands.filter((each) => longFlags(each).includes(flag)).map(({ name }) => name);
  return others.length === 0 ? null : `It is an option of ${others.join(', ')}.`;
}

/** The nearest by its letters, else the few that begin with it or have it as a part. */
function similar(name: string, known: readonly string[]): readonly string[] {
  const nearest = nearestName(name, known);
  if (nearest !== null) return [nearest];
  const word = name.replace(/^--/, '').toLowerCase();
  if (word.length < 2) return [];
  const unique = [...new Set(known)];
  const begins = unique.filter((each) => each.replace(/^--/, '').startsWith(word));
  const holds = unique.filter((each) => each.replace(/^--/, '').split('-').includes(word));
  return [begins, holds].find((found) => found.length > 0 && found.length <= MOST_MEANT) ?? [];
}

/** The command that a line names, whatever is wrong with the rest of it. */
function commandIn(argv: readonly string[], commands: readonly CliCommand[]): CliCommand | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  return (
    commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name) ??
    commands.find(({ name }) => words.includes(name))
  );
}

function longFlags({ options }: CliCommand): string[] {
  return options.flatMap(({ flags, hidden }) => (hidden ? [] : (/--[a-z-]+/.exec(flags)?.[0] ?? [])));
}

function bare(flags: string): string {
  return flags.replaceAll(/[<>[\].]/g, '');
}
