import { Command, CommanderError, Option } from 'commander';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../config/settings.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { type CliCommand, type CliOption, COMMAND_FAMILIES, type CommandOptions } from '../command.js';
import { writeOutput } from '../terminal/output.js';
import { style } from '../terminal/style.js';
import { HELP_TOPICS, rootHelp } from './help-text.js';
import type { SettingFlags } from './server-flags.js';
import { usageSentence } from './usage-sentence.js';

/** What a command line asks for; null: it asked for help or the version, and that was printed. */
export interface ParsedLine extends SettingFlags {
  readonly command: CliCommand;
  readonly options: CommandOptions;
  readonly json: boolean;
  readonly yes: boolean;
}

const MOST_COLUMNS = 100;

/** Reads a command line. Throws `usage`, naming what was probably meant. */
export function parseLine(
  argv: readonly string[],
  commands: readonly CliCommand[],
  version: string,
): ParsedLine | null {
  const topic = argv[0] === 'help' ? HELP_TOPICS[argv[1] ?? ''] : undefined;
  if (topic !== undefined) {
    writeOutput(topic());
    return null;
  }
  let chosen: Chosen | undefined;
  const program = createProgram(commands, version, (choice) => {
    chosen = choice;
  });
  try {
    program.parse(helpFirst(argv), { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return null;
    throw new MemoryGraphError('usage', usageSentence(thrown, argv, commands));
  }
  if (chosen === undefined)
    throw new MemoryGraphError('usage', 'A command is missing. See memorygraph --help.');
  const { command, given } = chosen;
  checkRequired(command, given);
  return { command, options: commandOptions(chosen), ...settingFlags(program.opts()) };
}

/** A command with what was given for it. */
interface Chosen {
  readonly command: CliCommand;
  readonly given: Record<string, unknown>;
  /** In the order of `command.arguments`. */
  readonly values: readonly unknown[];
}

/** The whole command line as commander knows it. */
function createProgram(
  commands: readonly CliCommand[],
  version: string,
  choose: (chosen: Chosen) => void,
): Command {
  const program = new Command('memorygraph')
    .exitOverride()
    .configureOutput({ writeOut: writeOutput, writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ helpWidth: helpWidth(), styleTitle: style.strong })
    .showSuggestionAfterError(false)
    .helpCommand(false)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .option('--json', 'answer in JSON; errors too, on stderr')
    .option('--yes', 'answer yes to every question')
    .option('--config <FILE>', 'read settings from this file');
  program.helpInformation = () => rootHelp(commands, helpWidth());
  for (const name of SETTING_NAMES) {
    const { flag, placeholder } = SETTINGS[name];
    program.addOption(new Option(`${flag} <${placeholder}>`).hideHelp());
  }
  for (const command of commands) addCommand(program, command, choose);
  return program;
}

function addCommand(program: Command, command: CliCommand, choose: (chosen: Chosen) => void): void {
  const words = command.name.split(' ');
  const parent = words.length === 1 ? program : familyOf(program, command, words[0] ?? '');
  const added = parent
    .command(words.at(-1) ?? '')
    .helpGroup(`${command.group}:`)
    .summary(command.summary)
    .description(command.description.replaceAll(/(?<!\n)\n(?!\n)/g, ' '))
    .helpOption('-h, --help', 'print help')
    .allowExcessArguments(false)
    .action((...given: unknown[]) => {
      const count = command.arguments?.length ?? 0;
      choose({ command, values: given.slice(0, count), given: given[count] as Record<string, unknown> });
    });
  for (const { flags, description } of command.arguments ?? []) added.argument(flags, description);
  for (const option of command.options) {
    added.addOption(optionOf(option));
  }
  const examples = command.examples.map(({ line, says }) => `  ${line}\n      ${says}`);
  added.addHelpText(
    'after',
    `${examples.length === 0 ? '' : `\nExamples:\n${examples.join('\n')}\n`}
${command.more === undefined ? '' : `${command.more()}\n\n`}--json, --yes and the settings (memorygraph help settings) may be given as well.`,
  );
}

function optionOf({ flags, description, required, repeatable, conflicts, hidden }: CliOption): Option {
  const notes = [required ? ' (required)' : '', repeatable ? ' (may be given several times)' : ''];
  const option = new Option(flags, `${description}${notes.join('')}`).hideHelp(hidden === true);
  if (conflicts !== undefined) option.conflicts([...conflicts]);
  if (repeatable)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/** `help search` is `search --help`. */
function helpFirst(argv: readonly string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
}

function helpWidth(): number {
  return Math.min(process.stdout.columns ?? 80, MOST_COLUMNS);
}

/** The command that several share their first word with; it does nothing alone. */
function familyOf(program: Command, { group }: CliCommand, name: string): Command {
  const known = program.commands.find((each) => each.name() === name);
  if (known !== undefined) return known;
  return program
    .command(name)
    .helpGroup(`${group}:`)
    .summary(COMMAND_FAMILIES[name] ?? name)
    .description(COMMAND_FAMILIES[name] ?? name)
    .helpOption('-h, --help', 'print help')
    .helpCommand(false);
}

interface GlobalOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly config?: string;
}

function settingFlags(given: Record<string, unknown>): SettingFlags & { json: boolean; yes: boolean } {
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = given[camelCase(SETTINGS[name].flag.slice(2))];
    if (typeof value === 'string') flags[name] = value;
  }
  const { config, json = false, yes = false }: GlobalOptions = given;
  return { flags, json, yes, ...(config === undefined ? {} : { file: config }) };
}

/** Here and not in commander, which would tell of a missing option where a mistyped one is the cause. */
function checkRequired(command: CliCommand, given: Record<string, unknown>): void {
  const missing = command.options.find(
    ({ flags, required }) =>
      required && given[camelCase(/^--([a-z-]+)/.exec(flags)?.[1] ?? '')] === undefined,
  );
  if (missing === undefined) return;
  throw new MemoryGraphError('usage', `${missing.flags} is missing. See memorygraph ${command.name} --help.`);
}

function commandOptions({ command, given, values }: Chosen): CommandOptions {
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    argument(name) {
      const at = (command.arguments ?? []).findIndex(
        ({ flags }) => flags.replaceAll(/[<>[\].]/g, '') === name,
      );
      return [values[at] ?? []].flat().map(String);
    },
    list(name) {
      const values = given[name];
      return Array.isArray(values) ? values.map(String) : [];
    },
    needed: (name) => text(name) ?? '',
    given: (name) => given[name] === true,
  };
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
