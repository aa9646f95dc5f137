import { z } from 'zod';

/** Everything known of one setting: where it may be given, what it may be, and what it is for. */
export interface SettingFacts {
  readonly env: string;
  readonly flag: string;
  /** Stands for the value in help texts. */
  readonly placeholder: string;
  /** As it would be written in the environment; null = worked out when the process starts. */
  readonly default: string | null;
  /** Says what the default is where it is worked out. */
  readonly default_text?: string;
  readonly description: string;
  /** Never shown. */
  readonly secret: boolean;
  /** Reads the text of a flag, a variable or a value of the config file. */
  readonly schema: z.ZodType<unknown, string>;
}

/** The databases that the product names; only the first works in this version. */
export const BACKEND_NAMES = ['sqlite', 'falkordblite', 'neo4j', 'memgraph', 'falkordb'] as const;
/** The toolsets that have tools in this version. */
export const TOOLSETS = ['core', 'extended'] as const;
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export const SYNCHRONOUS_MODES = ['full', 'normal'] as const;

const TRUE = ['true', '1', 'yes', 'on'];
const FALSE = ['false', '0', 'no', 'off'];

/** The settings of this version, in the order they are shown. The config file uses the same names as keys. */
export const SETTINGS = {
  backend: {
    env: 'MEMORY_BACKEND',
    flag: '--backend',
    placeholder: 'NAME',
    default: 'sqlite',
    description: 'Where memories live.',
    secret: false,
    schema: oneOf(BACKEND_NAMES).refine((name) => name === 'sqlite', {
      error: 'this backend is not in this version; only sqlite is',
    }),
  },
  sqlite_path: {
    env: 'MEMORY_SQLITE_PATH',
    flag: '--sqlite-path',
    placeholder: 'FILE',
    default: '~/.memorygraph/memorygraph.db',
    description: 'The database file; made on first use. ~ is the home directory.',
    secret: false,
    schema: z.string().min(1, 'must name a file').max(4096, 'is too long').refine(withoutNul, {
      error: 'must not hold a NUL character',
    }),
  },
  sqlite_synchronous: {
    env: 'MEMORY_SQLITE_SYNCHRONOUS',
    flag: '--sqlite-synchronous',
    placeholder: 'MODE',
    default: 'full',
    description:
      'full: an answered write survives a power cut. normal: faster; a power cut may lose the last writes, a crash of the program none.',
    secret: false,
    schema: oneOf(SYNCHRONOUS_MODES),
  },
  busy_timeout_ms: {
    env: 'MEMORY_BUSY_TIMEOUT_MS',
    flag: '--busy-timeout-ms',
    placeholder: 'MS',
    default: '5000',
    description: 'How long a write waits for another process that holds the database, in milliseconds.',
    secret: false,
    schema: wholeNumber(0, 600_000),
  },
  tool_profile: {
    env: 'MEMORY_TOOL_PROFILE',
    flag: '--tool-profile',
    placeholder: 'PROFILE',
    default: 'core',
    description: 'Which tools a client sees: core, or extended (core and more); a comma list is allowed.',
    secret: false,
    schema: z
      .string()
      .transform(listParts)
      .pipe(
        z
          .array(z.enum(TOOLSETS, { error: `must be a comma list of ${TOOLSETS.join(', ')}` }))
          .min(1, 'must name at least one toolset'),
      ),
  },
  allow_cycles: {
    env: 'MEMORY_ALLOW_CYCLES',
    flag: '--allow-cycles',
    placeholder: 'BOOL',
    default: 'false',
    description: 'Lets relationships of one directed type form a cycle.',
    secret: false,
    schema: trueOrFalse(),
  },
  user_id: {
    env: 'MEMORY_USER_ID',
    flag: '--user-id',
    placeholder: 'NAME',
    default: null,
    default_text: 'the name of the operating system user',
    description: 'Who is noted as the author of what this process stores.',
    secret: false,
    schema: z
      .string()
      .transform((name) => name.normalize('NFC').trim())
      .pipe(
        z
          .string()
          .min(1, 'must not be empty')
          .max(200, 'must have at most 200 characters')
          .refine((name) => withoutNul(name) && name.isWellFormed(), { error: 'must be well-formed text' }),
      ),
  },
  log_level: {
    env: 'MEMORY_LOG_LEVEL',
    flag: '--log-level',
    placeholder: 'LEVEL',
    default: 'warn',
    description: 'What is written to stderr: error, warn, info or debug.',
    secret: false,
    schema: z
      .string()
      .transform((level) => (level.toLowerCase() === 'warning' ? 'warn' : level))
      .pipe(oneOf(LOG_LEVELS)),
  },
} as const satisfies Readonly<Record<string, SettingFacts>>;

export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The values of all settings, checked. `sqlite_path` is absolute. */
export type Settings = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> };

function oneOf<const T extends readonly string[]>(names: T) {
  return z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.enum(names, { error: `must be one of ${names.join(', ')}` }));
}

function trueOrFalse() {
  return z
    .string()
    .transform((text) => text.trim().toLowerCase())
    .pipe(
      z
        .string()
        .refine((text) => TRUE.includes(text) || FALSE.includes(text), { error: 'must be true or false' }),
    )
    .transform((text) => TRUE.includes(text));
}

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .transform((text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN))
    .pipe(z.number({ error }).min(least, { error }).max(most, { error }));
}

function listParts(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim().toLowerCase());
  return [...new Set(parts.filter((part) => part !== ''))];
}

function withoutNul(text: string): boolean {
  return !text.includes('\u0000');
}
