import { SETTING_NAMES, SETTINGS } from '../../config/settings.js';
import { type CliCommand, COMMAND_FAMILIES } from '../command.js';

/** What may stand at a place of the command line. */
export type Values =
  | { readonly kind: 'none' | 'any' | 'file' | 'id' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** An option as a shell completes it. */
export interface CompletedOption {
  /** `--output`. */
  readonly flag: string;
  readonly says: string;
  /** `none`: it takes no value. */
  readonly values: Values;
}

/** A command as a shell completes it. */
interface CompletedCommand {
  /** One word, or two of a family. */
  readonly name: string;
  readonly says: string;
  readonly options: readonly CompletedOption[];
  readonly values: Values;
}

/** The command line as the scripts know it. */
export interface CompletedProgram {
  /** First words with what they are about. */
  readonly words: readonly (readonly [string, string])[];
  /** Second words by first word. */
  readonly families: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly commands: readonly CompletedCommand[];
  /** Options that may stand anywhere. */
  readonly everywhere: readonly CompletedOption[];
}

/** Reads the catalog of commands as what a shell has to know. */
export function completedProgram(commands: readonly CliCommand[]): CompletedProgram {
  const words = new Map<string, string>();
  const families: Record<string, (readonly [string, string])[]> = {};
  for (const { name, summary } of commands) {
    const [first = '', second] = name.split(' ');
    if (second === undefined) words.set(first, summary);
    else {
      words.set(first, COMMAND_FAMILIES[first] ?? first);
      families[first] = [...(families[first] ?? []), [second, summary]];
    }
  }
  return {
    words: [...words],
    families,
    commands: commands.map(completedCommand),
    everywhere: [
      { flag: '--json', says: 'answer in JSON', values: { kind: 'none' } },
      { flag: '--yes', says: 'answer yes to every question', values: { kind: 'none' } },
      { flag: '--help', says: 'print help', values: { kind: 'none' } },
      { flag: '--version', says: 'print the version', values: { kind: 'none' } },
      { flag: '--config', says: 'read settings from this file', values: { kind: 'file' } },
      ...SETTING_NAMES.map(settingOption),
    ],
  };
}

function completedCommand({ name, summary, options, arguments: given = [] }: CliCommand): CompletedCommand {
  const [first] = given;
  return {
    name,
    says: summary,
    options: options
      .filter(({ hidden }) => hidden !== true)
      .map(({ flags, description, values }) => ({
        flag: /--[a-z-]+/.exec(flags)?.[0] ?? flags,
        says: description,
        values: valuesOf(flags, values, false),
      })),
    values: first === undefined ? { kind: 'none' } : valuesOf(first.flags, first.values, first.ids === true),
  };
}

function settingOption(name: (typeof SETTING_NAMES)[number]): CompletedOption {
  const { flag, placeholder, description } = SETTINGS[name];
  return { flag, says: description, values: valuesOf(`${flag} <${placeholder}>`, undefined, false) };
}

function valuesOf(flags: string, words: readonly string[] | undefined, ids: boolean): Values {
  if (words !== undefined) return { kind: 'words', words };
  if (ids) return { kind: 'id' };
  const placeholder = /[<[]([^>\].]+)/.exec(flags)?.[1]?.toLowerCase();
  if (placeholder === undefined) return { kind: 'none' };
  return { kind: /^(?:file|folder|path|directory)$/.test(placeholder) ? 'file' : 'any' };
}
