import { parseArgs } from 'node:util';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../config/settings.js';
import type { CliCommand, CliOption } from './command.js';
import { contextCommand } from './commands/context.js';
import type { ParsedLine } from './program.js';

/** Commands that programs wait for: read without loading the others and the parser that knows them all. */
const QUICK: readonly CliCommand[] = [contextCommand];

type Kinds = Record<string, { readonly type: 'string' | 'boolean' }>;

/**
 * Reads a command line that is one of the quick commands with well-formed options.
 * @returns null for any other line, which the full parser understands or explains.
 */
export function quickLine(argv: readonly string[]): ParsedLine | null {
  const command = QUICK.find(({ name }) => name === argv[0]);
  if (command === undefined) return null;
  const values = valuesOf(command, argv.slice(1));
  if (values === null) return null;
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
      argument: () => [],
      list: () => [],
      needed: (name) => text(name) ?? '',
      given: (name) => values[name] === true,
    },
  };
}

function valuesOf(command: CliCommand, given: string[]): Record<string, unknown> | null {
  const options: Kinds = { json: { type: 'boolean' }, yes: { type: 'boolean' }, config: { type: 'string' } };
  for (const name of SETTING_NAMES) options[SETTINGS[name].flag.slice(2)] = { type: 'string' };
  for (const option of command.options) Object.assign(options, kindOf(option));
  try {
    return parseArgs({ args: given, options, strict: true, allowPositionals: false }).values;
  } catch {
    return null;
  }
}

function kindOf({ flags }: CliOption): Kinds {
  const [flag = '', value] = flags.split(' ');
  return { [flag.slice(2)]: { type: value === undefined ? 'boolean' : 'string' } };
}
