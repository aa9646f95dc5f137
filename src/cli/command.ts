import type { Config } from '../config/config.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { Logger } from '../observability/logger.js';
import type { Permission } from '../policy/permissions.js';
import type { Progress } from './terminal/progress.js';

/** A command as help, the reference page and the parser see it. One file a command. */
export interface CliCommand {
  /** One word, or two where several commands share the first (`project list`). */
  readonly name: string;
  readonly group: CommandGroup;
  /** One line in the list of commands. */
  readonly summary: string;
  /** What its own help says above the options. */
  readonly description: string;
  /** What stands after the name without a flag, in this order. */
  readonly arguments?: readonly CliArgument[];
  readonly options: readonly CliOption[];
  readonly examples: readonly CliExample[];
  /** What its own help says below the options, where that is long. */
  more?(): string;
  run(context: CommandContext, options: CommandOptions): Promise<CommandResult>;
}

/** First words that several commands share, and what they are about. */
export const COMMAND_FAMILIES: Readonly<Record<string, string>> = {
  audit: 'who did what, and is the log of it whole?',
  project: 'see, rename and merge the projects that memories belong to',
  tenant: 'add, list, suspend and resume the tenants of a store',
};

/** Headings of the list of commands, in the order help shows them. */
export type CommandGroup = 'Your memories' | 'Setting up' | 'Looking' | 'Moving data' | 'Several tenants';

export interface CliArgument {
  /** As commander reads it: `<id>` needed, `[id]` optional, `[words...]` any number. */
  readonly flags: string;
  readonly description: string;
  /** All that may stand here, where that is a closed set: for completion. */
  readonly values?: readonly string[];
  /** True where ids of memories stand here: for completion. */
  readonly ids?: true;
  /** True where the name of a tenant or a project stands here: the audit log takes it, as it takes ids. */
  readonly names?: true;
}

export interface CliOption {
  /** As commander reads it: `--output <file>`. */
  readonly flags: string;
  readonly description: string;
  readonly required?: true;
  /** May be given several times; read with `list`. */
  readonly repeatable?: true;
  /** All that it takes, where that is a closed set: for completion; the command itself refuses the rest. */
  readonly values?: readonly string[];
  /** Options that cannot be given together with it, by their long name in camelCase. */
  readonly conflicts?: readonly string[];
  /** Left out of help, the reference page and completion. */
  readonly hidden?: true;
}

export interface CliExample {
  readonly line: string;
  readonly says: string;
}

/** The options given, by their long name in camelCase, and what stands without a flag. */
export interface CommandOptions {
  /** What was given for an argument, by its name without brackets; empty where it was left out. */
  argument(name: string): readonly string[];
  /** The value of an option that takes one. */
  text(name: string): string | undefined;
  /** Every value of a repeatable option, in the order given; empty where it was left out. */
  list(name: string): readonly string[];
  /** The value of a required option. */
  needed(name: string): string;
  /** True where the option is given. */
  given(name: string): boolean;
}

/** What a command answers, for people and for programs. */
export interface CommandResult {
  readonly text: string;
  /** Printed with `--json`. */
  readonly data: unknown;
  /** Where the answer itself says that not all is well. Default 0. */
  readonly exit_code?: number;
}

/** What a command works with. What it opens is closed after it. */
export interface CommandContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  /** Every command of the program. */
  readonly commands: readonly CliCommand[];
  /** Aborted when the person or the system calls the command off. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Opens the configured store. */
  open(use: {
    readonly create: boolean;
    readonly read_only?: boolean;
    /** Opens a store whose restore was cut off, to finish it. */
    readonly unfinished?: boolean;
  }): Promise<Backend>;
  /**
   * What the person at the command line may see as one who stores and reads. In a store with tenants it throws
   * `unauthenticated`, `tenant_unavailable`, and `forbidden` where their roles do not permit `needs`.
   * @param needs what the command does; reading, where nothing is said.
   */
  principalScope(backend: Backend | null, needs?: Permission): Promise<AccessScope>;
  /**
   * Everything in the store, or in one tenant: for backup, restore and verify. `as` is noted where another than the
   * user acts; the tenant is that of `MEMORY_DEFAULT_TENANT` unless named.
   */
  operatorScope(as?: string, tenant_id?: string): AccessScope;
  /** Asks on the terminal; `--yes` answers. Throws `usage` where nobody can be asked, `cancelled` for a no. */
  confirm(question: string): Promise<void>;
}
