import { parseArgs } from 'node:util';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../config/settings.js';
import type { CliCommand, CliOption } from '../command.js';
import type { ParsedLine } from '../parse/program.js';

type Kinds = Record<string, { readonly type: 'string' | 'boolean' }>;

/**
 * Reads a command line of one of these commands with well-formed options, without the parser that knows them all.
 * @returns null for any other line, which the full parser understands or explains.
 */
export function readPlainLine(argv: readonly string[], commands: readonly CliCommand[]): ParsedLine | null {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command === undefined) return null;
  const read = valuesOf(command, argv.slice(1));
  if (read === null || read.positionals.length !== (command.arguments?.length ?? 0)) return null;
  const { values, positionals } = read;
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = values[SETTINGS[name].flag.slice(2)];
    if (typeof value === 'string') flags[name] = value;
  }
  const { config } = values;
  const text = (name: string): string | undefined => {
    const value = values[name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    command,
    flags,
    json: values.json === true,
    yes: values.yes === true,
    ...(typeof config === 'string' ? { file: config } : {}),
    options: {
      text,
      argument: (name) => positionals.filter((_, at) => argumentName(command, at) === name),
      list: () => [],
      needed: (name) => text(name) ?? '',
      given: (name) => values[name] === true,
    },
  };
}

interface Read {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function valuesOf(command: CliCommand, given: string[]): Read | null {
  const options: Kinds = { json: { type: 'boolean' }, yes: { type: 'boolean' }, config: { type: 'string' } };
  for (const name of SETTING_NAMES) options[SETTINGS[name].flag.slice(2)] = { type: 'string' };
  for (const option of command.options) Object.assign(options, kindOf(option));
  try {
    return parseArgs({ args: given, options, strict: true, allowPositionals: true });
  } catch {
    return null;
  }
}

function kindOf({ flags }: CliOption): Kinds {
  const [flag = '', value] = flags.split(' ');
  return { [flag.slice(2)]: { type: value === undefined ? 'boolean' : 'string' } };
}

function argumentName(command: CliCommand, at: number): string | undefined {
  return command.arguments?.[at]?.flags.replaceAll(/[<>[\].]/g, '');
}
