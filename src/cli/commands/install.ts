import { clientSurroundings } from '../../config/client-folders.js';
import type { Config } from '../../config/config.js';
import { SETTING_NAMES, SETTINGS, type SettingName } from '../../config/settings.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { FileReport, InstallReport } from '../../install/install.js';
import type { CliCommand, CommandOptions } from '../command.js';

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
      text: reportText(report, { remove, print }),
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
function givenSettings({ settings, sources }: Config): { settings: Record<string, string>; flags: string[] } {
  const names = SETTING_NAMES.filter((name) => sources[name] === 'flag');
  const pairs = names.map((name) => ({ name, facts: SETTINGS[name], value: settingText(settings[name]) }));
  return {
    settings: Object.fromEntries(pairs.map(({ facts, value }) => [facts.env, value])),
    flags: pairs
      .filter(({ name }) => !SERVER_ONLY.includes(name))
      .flatMap(({ facts, value }) => [facts.flag, value]),
  };
}

function settingText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function reportText(report: InstallReport, how: { remove: boolean; print: boolean }): string {
  const { client, scope, files, next } = report;
  const lines = files.flatMap((file) => fileLines(file, how.print));
  const changed = files.some(({ action }) => action !== 'none' && action !== 'kept');
  if (how.print)
    return [
      ...lines,
      '',
      changed ? 'Nothing was written: --print only shows.' : 'Nothing would change.',
    ].join('\n');
  const undo = `memorygraph install ${client.name}${scope === client.scopes[0] ? '' : ` --${scope}`} --remove`;
  if (how.remove)
    return [
      ...lines,
      '',
      changed ? `${client.title} no longer knows memorygraph. Start it anew.` : 'Nothing was to be removed.',
    ].join('\n');
  return [
    ...lines,
    '',
    changed ? 'Next:' : 'All of it was there already.',
    ...(changed ? next.map((each) => `  ${each}`) : []),
    `Undo: ${undo}`,
  ].join('\n');
}

const DONE = {
  create: 'written',
  change: 'changed',
  delete: 'removed',
  none: 'unchanged',
  kept: 'kept: its entry memorygraph was not written by this program (--force takes it out)',
} as const;

const PLANNED = {
  ...DONE,
  create: 'would be written',
  change: 'would be changed',
  delete: 'would be removed',
} as const;

function fileLines({ path, holds, action, backup, adds }: FileReport, print: boolean): string[] {
  const lines = [`${path} (${holds}): ${print ? PLANNED[action] : DONE[action]}`];
  if (backup !== null)
    lines.push(`  ${print ? 'a copy from before would be kept' : 'as it was before'}: ${backup}`);
  if (print && adds !== null)
    lines.push(
      ...adds
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => `  | ${line}`),
    );
  return lines;
}
