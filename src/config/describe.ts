import type { Config, SettingSource } from './config.js';
import type { SettingFacts } from './setting-facts.js';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.js';

/** One setting as it is documented. */
export interface SettingDescription {
  readonly name: SettingName;
  readonly env: string;
  readonly flag: string;
  readonly default: string;
  readonly description: string;
  readonly secret: boolean;
}

/** One setting as it stands in this process; a secret's value is masked. */
export interface SettingReport {
  readonly name: SettingName;
  readonly value: string;
  readonly source: SettingSource;
  readonly env: string;
  readonly flag: string;
  readonly description: string;
}

const MASK = '********';

/** All settings, for the reference page and the help texts. */
export function describeSettings(): SettingDescription[] {
  return SETTING_NAMES.map((name) => {
    const facts: SettingFacts = SETTINGS[name];
    return {
      name,
      env: facts.env,
      flag: facts.flag,
      default: facts.default || (facts.default_text ?? ''),
      description: facts.description,
      secret: facts.secret,
    };
  });
}

/** All settings with value and source, for `memorygraph config`. */
export function reportSettings(config: Config): SettingReport[] {
  return SETTING_NAMES.map((name) => {
    const { env, flag, description, secret } = SETTINGS[name];
    const value = config.settings[name];
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    return {
      name,
      value: secret && value !== undefined ? MASK : text,
      source: config.sources[name],
      env,
      flag,
      description,
    };
  });
}
