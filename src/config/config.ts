import type { SettingName, Settings } from './settings.js';

/** Where the value of a setting comes from. */
export type SettingSource = 'flag' | 'environment' | 'config file' | 'default';

/** The checked configuration of one process. */
export interface Config {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, SettingSource>>;
  /** The config file that was read; null = none was there. */
  readonly file: string | null;
  /** What the operator should know, each a sentence; to be written to stderr. */
  readonly warnings: readonly string[];
  /** The same, of no importance unless one looks for it. */
  readonly notices: readonly string[];
  /** Where the process runs, from which its project is worked out. */
  readonly place: Place;
}

/** Where a process runs. */
export interface Place {
  readonly home: string;
  readonly working_directory: string;
  /** Folders of temporary files. */
  readonly temporary: readonly string[];
  /** What Claude Code names as its project's folder. */
  readonly claude_project_dir?: string;
}

/** What the configuration is made from; all of the process that it sees. */
export interface ConfigInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Flags given, by name of the setting. */
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  /** Of `--config`; absent = the usual place, where nothing need be. */
  readonly file?: string;
  readonly home: string;
  readonly working_directory: string;
  readonly temporary: readonly string[];
  readonly os_user: () => string;
}
