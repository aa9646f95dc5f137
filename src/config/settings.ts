import { filePath, listOf, name, oneOf, type Reader, trueOrFalse, wholeNumber } from './readers.js';
import type { SettingFacts } from './setting-facts.js';
import { TENANCY_SETTINGS } from './tenancy-settings.js';
import { TOKEN_SETTINGS } from './token-settings.js';

// No zod here: this table is read at every start, and as zod schemas it cost 8 ms of it.

/** The databases that the product names; only the first works in this version. */
const BACKEND_NAMES = ['sqlite', 'falkordblite', 'neo4j', 'memgraph', 'falkordb'] as const;
/** The toolsets that have tools in this version. */
const TOOLSETS = ['core', 'extended', 'admin'] as const;
const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
const SECRET_POLICIES = ['mask', 'refuse', 'allow'] as const;
const SYNCHRONOUS_MODES = ['full', 'normal'] as const;

/** The settings of this version, in the order they are shown. The config file uses the same names as keys. */
export const SETTINGS = {
  backend: {
    env: 'MEMORY_BACKEND',
    flag: '--backend',
    placeholder: 'NAME',
    default: 'sqlite',
    description: 'Where memories live; this version has sqlite.',
    secret: false,
    read: backend,
  },
  sqlite_path: {
    env: 'MEMORY_SQLITE_PATH',
    flag: '--sqlite-path',
    placeholder: 'FILE',
    default: '~/.memorygraph/memorygraph.db',
    description: 'The database file; made on first use. ~ is the home directory.',
    secret: false,
    read: filePath,
  },
  sqlite_synchronous: {
    env: 'MEMORY_SQLITE_SYNCHRONOUS',
    flag: '--sqlite-synchronous',
    placeholder: 'MODE',
    default: 'full',
    description:
      'full: an answered write survives a power cut. normal: faster; a power cut may lose the last writes, a crash of the program none.',
    secret: false,
    read: oneOf(SYNCHRONOUS_MODES),
  },
  busy_timeout_ms: {
    env: 'MEMORY_BUSY_TIMEOUT_MS',
    flag: '--busy-timeout-ms',
    placeholder: 'MS',
    default: '5000',
    description: 'How long a call waits for another process that holds the database, in milliseconds.',
    secret: false,
    read: wholeNumber(0, 600_000),
  },
  project: {
    env: 'MEMORY_PROJECT',
    flag: '--current-project',
    placeholder: 'ID',
    default: 'auto',
    description:
      'The current project: memories are stored in it, and searches look there and among global ones. auto: the git repository, else the folder, that the program is started in (CLAUDE_PROJECT_DIR where it is set). none: no project.',
    secret: false,
    read: name(300),
  },
  tool_profile: {
    env: 'MEMORY_TOOL_PROFILE',
    flag: '--tool-profile',
    placeholder: 'PROFILE',
    default: 'core',
    description:
      'Which tools a client sees: core, extended (core and more), admin (export, import, status); a comma list is allowed.',
    secret: false,
    read: listOf(TOOLSETS),
  },
  secrets: {
    env: 'MEMORY_SECRETS',
    flag: '--secrets',
    placeholder: 'WHAT',
    default: 'mask',
    description:
      'What happens to likely keys, tokens and passwords in what is stored. mask: a mark is stored in their place, and the answer says so. refuse: nothing is stored. allow: they are stored.',
    secret: false,
    read: oneOf(SECRET_POLICIES),
  },
  allow_cycles: {
    env: 'MEMORY_ALLOW_CYCLES',
    flag: '--allow-cycles',
    placeholder: 'BOOL',
    default: 'false',
    description: 'Lets relationships of one directed type form a cycle.',
    secret: false,
    read: trueOrFalse,
  },
  files_path: {
    env: 'MEMORY_FILES_PATH',
    flag: '--files-path',
    placeholder: 'FOLDER',
    default: '~/.memorygraph/files',
    description: 'The one folder that the tools export_memories and import_memories write to and read from.',
    secret: false,
    read: filePath,
  },
  user_id: {
    env: 'MEMORY_USER_ID',
    flag: '--user-id',
    placeholder: 'NAME',
    default: null,
    default_text: 'the name of the operating system user',
    description: 'Who is noted as the author of what this process stores.',
    secret: false,
    read: name(200),
  },
  log_level: {
    env: 'MEMORY_LOG_LEVEL',
    flag: '--log-level',
    placeholder: 'LEVEL',
    default: 'warn',
    description: 'What is written to stderr: error, warn, info or debug.',
    secret: false,
    read: logLevel,
  },
  ...TENANCY_SETTINGS,
  ...TOKEN_SETTINGS,
} as const satisfies Readonly<Record<string, SettingFacts>>;

export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The values of all settings, checked. `sqlite_path` is absolute. */
export type Settings = {
  readonly [K in SettingName]: Extract<ReturnType<(typeof SETTINGS)[K]['read']>, { value: unknown }>['value'];
};

function backend(text: string): ReturnType<Reader<'sqlite'>> {
  const read = oneOf(BACKEND_NAMES)(text);
  if ('problem' in read) return read;
  return read.value === 'sqlite'
    ? { value: read.value }
    : { problem: `${read.value} is not in this version; only sqlite is` };
}

function logLevel(text: string): ReturnType<Reader<(typeof LOG_LEVELS)[number]>> {
  return oneOf(LOG_LEVELS)(text.trim().toLowerCase() === 'warning' ? 'warn' : text);
}
