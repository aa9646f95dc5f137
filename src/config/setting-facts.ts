import type { Reader } from './readers.js';

/** Everything known of one setting: where it may be given, what it may be, and what it is for. */
export interface SettingFacts {
  readonly env: string;
  readonly flag: string;
  /** Stands for the value in help texts. */
  readonly placeholder: string;
  /** As it would be written in the environment; empty = nothing; null = worked out when the process starts. */
  readonly default: string | null;
  /** Says what the default is where it is worked out, or what nothing means. */
  readonly default_text?: string;
  readonly description: string;
  /** Never shown. */
  readonly secret: boolean;
  /** Reads the text of a flag, a variable or a value of the config file. */
  readonly read: Reader<unknown>;
}
