import { describeSettings, type SettingDescription } from '../../src/config/describe.js';
import type { Reader } from '../../src/config/readers.js';
import { SETTINGS } from '../../src/config/settings.js';
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
    '## Settings',
    markdownTable(
      ['variable', 'flag', 'default', 'meaning'],
      settings.map(({ env, flag, default: usual, description }) => [
        code(env),
        code(flag),
        usual === SETTINGS.user_id.default_text ? usual : code(usual),
        description,
      ]),
    ),
    ...settings.map(settingSection),
    '## Where a value comes from',
    ORDER,
    '## The config file',
    FILE,
    block('json', JSON.stringify(EXAMPLE_FILE, null, 2)),
    FILE_RULES,
    '## What is not there yet',
    NOT_THERE,
    markdownTable(['variable', 'feature', 'what happens'], unsupportedRows()),
  ]);
}

const INTRO = `\`memorygraph\` needs no configuration: without any it keeps its memories in one SQLite file in your home directory.

Each setting is an environment variable, a flag of the executable and a key of the config file. To see what is in
force, and where each value comes from:

\`\`\`sh
memorygraph config
\`\`\``;

const ORDER = `A flag goes before an environment variable, that before the config file, and that before the default. An empty
variable counts as not set: that is how many launchers say "nothing".

All problems are reported at once, each with its place, and the program ends with exit code 2 before it opens
anything. A variable that begins with \`MEMORY_\` and means nothing is warned of on stderr, with the nearest name that
means something. Values of secrets are never shown; this version has no setting that is a secret.`;

const FILE = `\`~/.memorygraph/config.json\` is read where it is there; \`--config FILE\` names another one, which then must be there.
It holds one JSON object with the settings by name, in lower case and without \`MEMORY_\`:`;

const FILE_RULES = `Values are texts, numbers or true and false. A name that is no setting is an error. The file may be at most 1 MB.`;

const NOT_THERE = `These variables belong to features that this version does not have. Where one asks for protection, ignoring it would be
worse than not starting: the program refuses to start. The others are warned of. Values that ask for nothing (such as
\`false\`) are let pass.`;

function settingSection(setting: SettingDescription): string {
  const reader: Reader<unknown> = SETTINGS[setting.name].read;
  const accepted = acceptedValues(reader);
  return page([
    `### ${setting.env}`,
    setting.description,
    [
      `- Flag: ${code(`${setting.flag} ${SETTINGS[setting.name].placeholder}`)}`,
      `- Key in the config file: ${code(setting.name)}`,
      `- Default: ${setting.default === SETTINGS.user_id.default_text ? setting.default : code(setting.default)}`,
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
