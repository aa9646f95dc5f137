import { join } from 'node:path';
import { clientSurroundings } from '../../config/client-folders.js';
import type { Config } from '../../config/config.js';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../config/settings.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand, CommandOptions } from '../command.js';
import { installText } from '../render/install-text.js';

/** Writes this program into the configuration of an AI client, or takes it out again. */
export const installCommand: CliCommand = {
  name: 'install',
  group: 'Setting up',
  summary: 'add memorygraph to an AI client, with hooks; --remove takes it out',
  description:
    'Writes the server, and hooks where the client has them, into the configuration of a client. What is there stays;\na copy of each file from before lies beside it. It can be run again, for another version or other settings.\nSettings given with it are written as well: --tool-profile extended, --sqlite-path FILE.',
  arguments: [{ flags: '<client>', description: 'claude-code, claude-desktop, cursor, vscode or codex' }],
  options: [
    { flags: '--user', description: 'for you, in all projects (the usual)' },
    { flags: '--project', description: 'for all who work in this folder' },
    { flags: '--print', description: 'show what would be written and where; write nothing' },
    { flags: '--remove', description: 'take out what was written before' },
    { flags: '--no-hooks', description: 'the server alone; hooks of an earlier installation go' },
    { flags: '--force', description: 'replace an entry of the same name that another program wrote' },
    {
      flags: '--command <line>',
      description: 'how the client starts memorygraph, instead of what is worked out',
    },
  ],
  examples: [
    { line: 'memorygraph install claude-code', says: 'the server and its hooks, for you' },
    { line: 'memorygraph install cursor --project --print', says: 'what it would write into this project' },
    { line: 'memorygraph install codex --tool-profile extended', says: 'with a setting' },
    { line: 'memorygraph install claude-code --remove', says: 'as it was before' },
  ],
  async run({ config, version }, options) {
    const { install } = await import('../../install/install.js');
    const { findProgram } = await import('../../install/program.js');
    const surroundings = clientSurroundings();
    const program = findProgram({
      ...surroundings,
      version,
      node: process.execPath,
      script: process.argv[1] ?? '',
    });
    const [remove, print] = [options.given('remove'), options.given('print')];
    const report = install(
      {
        client: options.argument('client')[0] ?? '',
        scope: scopeOf(options),
        remove,
        print,
        hooks: options.given('hooks'),
        force: options.given('force'),
        command: options.text('command'),
        ...givenSettings(config),
      },
      surroundings,
      program,
    );
    const { client, scope, files, next } = report;
    return {
      text: installText(report, { remove, print, command: options.text('command') }),
      data: { client: client.name, scope, removed: remove, written: !print, files, next },
    };
  },
};

function scopeOf(options: CommandOptions): 'user' | 'project' | undefined {
  const [user, project] = [options.given('user'), options.given('project')];
  if (user && project) throw new MemoryGraphError('usage', 'Give --user or --project, not both.');
  if (user) return 'user';
  return project ? 'project' : undefined;
}

/** Settings without a meaning for a hook. */
const SERVER_ONLY: readonly SettingName[] = ['tool_profile', 'allow_cycles', 'log_level'];

/** The settings of this command line: what comes from elsewhere reaches the server as well without being written. */
function givenSettings({ settings, sources, file, place }: Config): {
  settings: Record<string, string>;
  server_args: string[];
  flags: string[];
} {
  const pairs = SETTING_NAMES.filter((name) => sources[name] === 'flag').map((name) => ({
    name,
    facts: SETTINGS[name],
    value: settingText(settings[name]),
  }));
  const secret = pairs.find(({ facts }) => facts.secret);
  if (secret !== undefined)
    throw new MemoryGraphError(
      'usage',
      `${secret.facts.flag} is a secret: it is not written into the configuration of a client, where it would lie open. Put it into the environment of the client or into ~/.memorygraph/config.json, or a token into the file of MEMORY_AUTH_TOKEN_FILE.`,
    );
  // The usual file is found without being named.
  const named =
    file === null || file === join(place.home, '.memorygraph', 'config.json') ? [] : ['--config', file];
  const forHooks = pairs.filter(({ name }) => !SERVER_ONLY.includes(name));
  return {
    settings: Object.fromEntries(pairs.map(({ facts, value }) => [facts.env, value])),
    server_args: named,
    flags: [...named, ...forHooks.flatMap(({ facts, value }) => [facts.flag, value])],
  };
}

function settingText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
