import { describeSettings, type SettingDescription } from '../../src/config/describe.js';
import type { Reader } from '../../src/config/readers.js';
import type { SettingFacts } from '../../src/config/setting-facts.js';
import { SETTINGS, type SettingName } from '../../src/config/settings.js';
import { TENANCY_SETTINGS } from '../../src/config/tenancy-settings.js';
import { TOKEN_SETTINGS } from '../../src/config/token-settings.js';
import { UNSUPPORTED_VARIABLES } from '../../src/config/unsupported.js';
import { block, code, GENERATED_NOTE, markdownTable, page } from './markdown.js';

/** The config file that the page shows; a test reads it with the program's own reader. */
export const EXAMPLE_FILE = { tool_profile: 'extended', log_level: 'info', busy_timeout_ms: 10_000 };

/** The page of all settings. */
export function configurationPage(): string {
  const settings = describeSettings();
  return page([
    '# Configuration',
    GENERATED_NOTE,
    INTRO,
    '## The store and this process',
    settingsTable(
      settings.filter(({ name }) => !isOf(TENANCY_SETTINGS, name) && !isOf(TOKEN_SETTINGS, name)),
    ),
    '## Several tenants',
    TENANTS,
    settingsTable(settings.filter(({ name }) => isOf(TENANCY_SETTINGS, name))),
    '## Tokens',
    TOKENS,
    settingsTable(settings.filter(({ name }) => isOf(TOKEN_SETTINGS, name))),
    '## Each setting',
    ...settings.map(settingSection),
    '## Where a value comes from',
    ORDER,
    '## What cannot hold together',
    CONTRADICTIONS,
    '## The config file',
    FILE,
    block('json', JSON.stringify(EXAMPLE_FILE, null, 2)),
    FILE_RULES,
    '## What is not there yet',
    NOT_THERE,
    markdownTable(['variable', 'feature'], unsupportedRows()),
  ]);
}

const INTRO = `\`memorygraph\` needs no configuration: without any it keeps its memories in one SQLite file in your home directory.

Each setting is an environment variable, a flag of the executable and a key of the config file. To see what is in
force, and where each value comes from:

\`\`\`sh
memorygraph config
\`\`\``;

const TENANTS = `These count with \`MEMORY_MULTI_TENANT_MODE=true\` alone. [Several tenants](MULTI_TENANCY.md) says what they are for.`;

const TOKENS = `How a token is checked and read, with \`MEMORY_AUTH_PROVIDER=jwt\`. The name of a claim is that of a claim of the token
itself (an address such as \`https://acme.example/tenant\` is one), else a path with dots into it, such as
\`realm_access.roles\`. [Setting tokens up](MULTI_TENANCY.md#set-up-with-tokens) goes through it.`;

const SECRETS = describeSettings()
  .filter(({ secret }) => secret)
  .map(({ env }) => code(env))
  .join(', ');

const ORDER = `A flag goes before an environment variable, that before the config file, and that before the default. An empty
variable counts as not set: that is how many launchers say "nothing".

All problems are reported at once, each with its place, and the program ends with exit code 2 before it opens
anything. A variable that begins with \`MEMORY_\` and means nothing is warned of on stderr, with the nearest name that
means something. The values of secrets (${SECRETS}) are never shown, not even in a message about them.`;

const CONTRADICTIONS = `Settings that contradict each other are refused, each with a sentence that says what to change. So is what asks for
protection and would have none: an audit log, roles, teams or tokens without \`MEMORY_MULTI_TENANT_MODE\`; a key without
\`MEMORY_AUTH_PROVIDER=jwt\`; a token without either. HS256 needs a secret of at least 32 bytes that is made at random; the
other algorithms need one public key or the address of a key set.`;

const FILE = `\`~/.memorygraph/config.json\` is read where it is there; \`--config FILE\` names another one, which then must be there.
It holds one JSON object with the settings by name, in lower case and without \`MEMORY_\`:`;

const FILE_RULES = `Values are texts, numbers or true and false. A name that is no setting is an error. The file may be at most 1 MB.`;

const NOT_THERE = `These variables belong to backends that this version does not have. They have no effect, and are warned of on stderr;
\`MEMORY_BACKEND\` itself refuses what is not there.`;

function isOf(group: object, name: string): boolean {
  return Object.hasOwn(group, name);
}

function settingsTable(settings: readonly SettingDescription[]): string {
  return markdownTable(
    ['variable', 'flag', 'default', 'meaning'],
    settings.map(({ name, env, flag, default: usual, description }) => [
      code(env),
      code(flag),
      usualText(name, usual),
      description,
    ]),
  );
}

/** A default as it would be written, else in words. */
function usualText(name: SettingName, usual: string): string {
  const facts: SettingFacts = SETTINGS[name];
  return facts.default_text === undefined ? code(usual) : usual;
}

function settingSection(setting: SettingDescription): string {
  const reader: Reader<unknown> = SETTINGS[setting.name].read;
  const accepted = acceptedValues(reader);
  return page([
    `### ${setting.env}`,
    setting.description,
    [
      `- Flag: ${code(`${setting.flag} ${SETTINGS[setting.name].placeholder}`)}`,
      `- Key in the config file: ${code(setting.name)}`,
      `- Default: ${usualText(setting.name, setting.default)}`,
      accepted === '' ? '' : `- Accepted: ${accepted}`,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  ]).trim();
}

/** What a reader takes, from what it says of a text that it does not take. */
function acceptedValues(read: Reader<unknown>): string {
  const answer = read('?');
  if (!('problem' in answer)) return '';
  const list = /^must be (one of|a comma list of) (.+)$/.exec(answer.problem);
  if (list === null) return answer.problem.replace(/^must be /, '');
  const names = (list[2] ?? '').split(', ').filter((name) => 'value' in read(name));
  return `${list[1] === 'one of' ? '' : 'a comma list of '}${names.map(code).join(', ')}`;
}

function unsupportedRows(): string[][] {
  return UNSUPPORTED_VARIABLES.map(({ env, feature }) => [code(env), feature]);
}
