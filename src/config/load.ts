import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Config, ConfigInput, SettingSource } from './config.js';
import { readConfigFile } from './config-file.js';
import { contradictions } from './contradictions.js';
import { environmentWarnings } from './environment.js';
import { SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './settings.js';

/** Folder of the program in the home directory, for the database and the config file. */
const HOME_FOLDER = '.memorygraph';
/** The database of the Python program, beside which this one lives. */
const PYTHON_DATABASE = 'memory.db';

/**
 * Works out every setting: flag > environment > config file > default.
 * Throws `configuration` naming all problems with their sources.
 */
export function loadConfig(input: ConfigInput): Config {
  const usualFile = join(input.home, HOME_FOLDER, 'config.json');
  const path = input.file === undefined ? usualFile : expandPath(input.file, input);
  const file = readConfigFile(path, input.file !== undefined);
  const problems = [...file.problems];
  const settings: Partial<Record<SettingName, unknown>> = {};
  const sources: Partial<Record<SettingName, SettingSource>> = {};
  for (const name of SETTING_NAMES) {
    const given = findValue(name, input, file.values, path);
    const read = SETTINGS[name].read(given.text);
    sources[name] = given.source;
    if ('value' in read) settings[name] = read.value;
    else problems.push(`${given.place}: ${read.problem}${shown(name, given.text)}`);
  }
  problems.push(...contradictions(settings as Partial<Settings>));
  if (problems.length > 0) throw configurationError(problems);
  const checked = settings as Settings;
  const pathOf = (text: string | undefined) => (text === undefined ? undefined : expandPath(text, input));
  return {
    settings: {
      ...checked,
      sqlite_path: expandPath(checked.sqlite_path, input),
      files_path: expandPath(checked.files_path, input),
      auth_token_file: pathOf(checked.auth_token_file),
      jwt_public_key_file: pathOf(checked.jwt_public_key_file),
      jwt_issuers_file: pathOf(checked.jwt_issuers_file),
      group_mapping_file: pathOf(checked.group_mapping_file),
    },
    sources: sources as Config['sources'],
    file: file.values.size > 0 || existsSync(path) ? path : null,
    warnings: environmentWarnings(input.environment),
    notices: pythonNotice(input.home),
    place: placeOf(input),
  };
}

function placeOf({ home, working_directory, temporary, environment }: ConfigInput): Config['place'] {
  const claude_project_dir = environment.CLAUDE_PROJECT_DIR?.trim();
  return { home, working_directory, temporary, ...(claude_project_dir ? { claude_project_dir } : {}) };
}

/** Several problems as one error; each is named in `details.problems`. */
function configurationError(problems: readonly string[]): MemoryGraphError {
  const count = problems.length === 1 ? 'A setting is invalid' : `${problems.length} settings are invalid`;
  const message =
    problems.length === 1
      ? `${count}: ${problems[0]}.`
      : `${count}.${problems.map((problem) => `\n  - ${problem}`).join('')}`;
  return new MemoryGraphError('configuration', message, { details: { problems } });
}

/** The text of one setting, and where it was found in words for people. */
function findValue(
  name: SettingName,
  input: ConfigInput,
  fromFile: ReadonlyMap<SettingName, string>,
  path: string,
): { text: string; source: SettingSource; place: string } {
  const { env, flag, default: usual } = SETTINGS[name];
  const fromFlag = input.flags[name];
  if (fromFlag !== undefined) return { text: fromFlag, source: 'flag', place: `flag ${flag}` };
  const variable = input.environment[env];
  // An empty variable is how many launchers say "not set".
  if (variable !== undefined && variable.trim() !== '')
    return { text: variable, source: 'environment', place: `environment variable ${env}` };
  const value = fromFile.get(name);
  if (value !== undefined)
    return { text: value, source: 'config file', place: `config file ${path}, ${name}` };
  return { text: usual ?? input.os_user(), source: 'default', place: `default of ${env}` };
}

function shown(name: SettingName, text: string): string {
  if (SETTINGS[name].secret) return '';
  return ` (got ${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text)})`;
}

function expandPath(path: string, input: Pick<ConfigInput, 'home' | 'working_directory'>): string {
  const expanded = /^~(?=$|[/\\])/.test(path) ? join(input.home, path.slice(1)) : path;
  return resolve(input.working_directory, expanded);
}

function pythonNotice(home: string): string[] {
  const path = join(home, HOME_FOLDER, PYTHON_DATABASE);
  if (!existsSync(path)) return [];
  return [
    `${path} belongs to the Python memorygraph and is left untouched; this program keeps its memories in a file of its own.`,
  ];
}
