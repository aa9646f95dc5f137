import { isDeepStrictEqual } from 'node:util';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import { removeIn, setIn, valueIn } from './json-edit.js';
import { type Launch, startsMemorygraph } from './launch.js';
import type { Found, TextEdit } from './text-edit.js';
import { removeTable, setTable, tomlValues } from './toml-tables.js';
import { isObject, withoutMember } from './values.js';

/** The name of the server in every client's configuration. */
const SERVER_NAME = 'memorygraph';

/** What a client is told of the server. */
export interface ServerEntry {
  readonly launch: Launch;
  /** What follows the launch for the server alone, such as its config file. */
  readonly server_args: readonly string[];
  /** Settings by the name of their variable. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The server under a key of a JSON file: `mcpServers`, or what the client calls it. */
export function jsonServer(
  key: string,
  entry: ServerEntry,
  more: Readonly<Record<string, unknown>> = {},
): TextEdit {
  const path = [key, SERVER_NAME];
  const read = (text: string): unknown => (text.trim() === '' ? undefined : valueIn(text, path));
  const set = (text: string, steps: readonly string[], value: unknown): string =>
    setIn(text.trim() === '' ? '{}\n' : text, [...path, ...steps], value);
  return {
    find: (text) => whose(read(text), entry),
    add(text, foreignToo) {
      const there = read(text);
      const { env, ...wanted } = { ...more, ...valuesOf(entry) };
      if (!mayMerge(there, entry, foreignToo))
        return set(text, [], env === undefined ? wanted : { ...wanted, env });
      // Member by member, so that what the person added to the entry stays.
      let edited = text;
      for (const [name, value] of Object.entries(wanted)) edited = set(edited, [name], value);
      for (const [name, value] of Object.entries(env ?? {})) edited = set(edited, ['env', name], value);
      return edited;
    },
    remove(text, foreignToo) {
      if (!removable(whose(read(text), entry), foreignToo)) return text;
      const without = removeIn(text, path);
      const left = valueIn(without, [key]);
      return isObject(left) && Object.keys(left).length === 0 && !holdsComment(without)
        ? removeIn(without, [key])
        : without;
    },
    others: (text) => (text.trim() === '' ? {} : withoutMember(valueIn(text, []), path)),
    isBare: (text) => /^\s*\{\s*\}\s*$/.test(text),
  };
}

/** The server as a table of a TOML file. */
export function tomlServer(outer: string, entry: ServerEntry): TextEdit {
  const path = [outer, SERVER_NAME] as const;
  const read = (text: string): unknown => {
    const tables = tomlValues(text)[outer];
    return isObject(tables) ? tables[SERVER_NAME] : undefined;
  };
  return {
    find: (text) => whose(read(text), entry),
    add(text, foreignToo) {
      const there = read(text);
      const wanted = valuesOf(entry);
      const kept = mayMerge(there, entry, foreignToo) && isObject(there) ? there : {};
      const env = { ...(isObject(kept.env) ? kept.env : {}), ...wanted.env };
      const table = { ...kept, ...wanted, ...(Object.keys(env).length === 0 ? {} : { env }) };
      return isDeepStrictEqual(plain(there), plain(table)) ? text : setTable(text, path, table);
    },
    remove: (text, foreignToo) =>
      removable(whose(read(text), entry), foreignToo) ? removeTable(text, path) : text,
    others: (text) => withoutMember(plain(tomlValues(text)), path),
    isBare: (text) => text.trim() === '',
  };
}

function valuesOf({ launch, server_args, settings }: ServerEntry): {
  command: string;
  args: string[];
  env?: Record<string, string>;
} {
  const env = { ...launch.env, ...settings };
  const { command, args } = launch;
  return { command, args: [...args, ...server_args], ...(Object.keys(env).length === 0 ? {} : { env }) };
}

/** Whose an entry is: this program's where it starts it, or is just what would be written. */
function whose(value: unknown, { launch, server_args }: ServerEntry): Found {
  if (value === undefined) return 'nothing';
  if (!isObject(value)) return 'foreign';
  const { command, args } = value;
  const same = command === launch.command && isDeepStrictEqual(args ?? [], [...launch.args, ...server_args]);
  return same || startsMemorygraph(command, args) ? 'own' : 'foreign';
}

/** An own entry is brought up to date; a foreign one is replaced as a whole, or kept. */
function mayMerge(value: unknown, entry: ServerEntry, foreignToo: boolean): boolean {
  const found = whose(value, entry);
  if (found === 'foreign' && !foreignToo)
    throw new MemoryGraphError('internal', 'An entry of another program was about to be replaced.');
  return found === 'own';
}

function removable(found: Found, foreignToo: boolean): boolean {
  return found === 'own' || (found === 'foreign' && foreignToo);
}

function holdsComment(text: string): boolean {
  return /\/[/*]/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''));
}

/** The TOML parser makes objects without a prototype, which equal no others. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value) || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
