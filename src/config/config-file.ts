import { readFileSync } from 'node:fs';
import { nearestName } from './nearest.js';
import { SETTING_NAMES, type SettingName } from './settings.js';

/** What a config file gives: texts by the name of the setting, and what is wrong with it. */
export interface ConfigFileContent {
  readonly values: ReadonlyMap<SettingName, string>;
  readonly problems: readonly string[];
}

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a JSON object with settings by name (`{"tool_profile": "extended"}`).
 * @param required false: a file that is not there gives nothing and is no problem.
 */
export function readConfigFile(path: string, required: boolean): ConfigFileContent {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' && !required) return { values: new Map(), problems: [] };
    return onlyProblem(`config file ${path}: ${unreadable(code)}`);
  }
  if (text.length > MAX_BYTES) return onlyProblem(`config file ${path}: is larger than 1 MB`);
  const content = parseObject(text);
  if (content === null)
    return onlyProblem(`config file ${path}: must hold one JSON object with settings by name`);
  return readValues(path, content);
}

function readValues(path: string, content: object): ConfigFileContent {
  const values = new Map<SettingName, string>();
  const problems: string[] = [];
  for (const [key, value] of Object.entries(content)) {
    const name = SETTING_NAMES.find((each) => each === key);
    if (name === undefined) problems.push(`config file ${path}: ${unknownKey(key)}`);
    else if (['string', 'number', 'boolean'].includes(typeof value)) values.set(name, String(value));
    else problems.push(`config file ${path}: ${key} must be a text, a number or true or false`);
  }
  return { values, problems };
}

function unknownKey(key: string): string {
  const nearest = nearestName(key, SETTING_NAMES);
  return `unknown setting ${JSON.stringify(key)}${nearest === null ? '' : `; did you mean ${nearest}?`}`;
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function unreadable(code: string | undefined): string {
  if (code === 'ENOENT') return 'is not there';
  if (code === 'EISDIR') return 'is a directory';
  return `cannot be read (${code ?? 'unknown reason'})`;
}

function onlyProblem(problem: string): ConfigFileContent {
  return { values: new Map(), problems: [problem] };
}
