import { SETTING_NAMES, SETTINGS, type SettingName } from '../../config/settings.js';

/** Flags that set something, as given on the command line. */
export interface SettingFlags {
  readonly flags: Partial<Record<SettingName, string>>;
  /** Of `--config`. */
  readonly file?: string;
}

/**
 * Reads a command line that only starts the server: nothing, or flags of settings with their values.
 * @returns null for anything else, which the full command line understands or explains.
 */
export function serverFlags(argv: readonly string[]): SettingFlags | null {
  const flags: Partial<Record<SettingName, string>> = {};
  let file: string | undefined;
  for (let index = 0; index < argv.length; index++) {
    const [flag = '', ...joined] = (argv[index] ?? '').split('=');
    const value = joined.length > 0 ? joined.join('=') : argv[++index];
    if (value === undefined || (joined.length === 0 && value.startsWith('-'))) return null;
    const name = SETTING_NAMES.find((each) => SETTINGS[each].flag === flag);
    if (name !== undefined) flags[name] = value;
    else if (flag === '--config') file = value;
    else return null;
  }
  return file === undefined ? { flags } : { flags, file };
}
