import { SETTINGS } from '../../config/settings.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand } from '../command.js';
import { table } from '../terminal/table.js';

/** Lists the tools that a profile shows to a client. */
export const toolsCommand: CliCommand = {
  name: 'tools',
  group: 'Looking',
  summary: 'list the tools a client sees',
  description: 'Lists the tools that the configured profile shows to a client.',
  options: [{ flags: '--profile <profile>', description: 'another profile than the configured one' }],
  examples: [{ line: 'memorygraph tools --profile extended', says: 'every tool of this version' }],
  async run({ config }, options) {
    const given = options.text('profile');
    const profile = given === undefined ? config.settings.tool_profile : readProfile(given);
    const { describeTools } = await import('../../app/describe-tools.js');
    const tools = describeTools(profile);
    const rows = tools.map(({ name, toolset, summary }) => [name, toolset, summary]);
    return { text: table(['tool', 'toolset', 'what it does'], rows), data: { profile, tools } };
  },
};

function readProfile(text: string) {
  const read = SETTINGS.tool_profile.read(text);
  if ('value' in read) return read.value;
  throw new MemoryGraphError('usage', `--profile ${read.problem}.`);
}
