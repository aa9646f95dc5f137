import type { CliCommand } from '../command.js';
import { MEMORY_OPTIONS, readAskedMemories, readLimit } from '../looking/asked-memories.js';

const MOST = 1_000;

/** Lists memories by time. */
export const listCommand: CliCommand = {
  name: 'list',
  group: 'Your memories',
  summary: 'list memories, newest first',
  description:
    'Lists the memories that are true now, newest first, in the project of this folder and those of no project.',
  options: [
    ...MEMORY_OPTIONS,
    { flags: '--changed', description: 'by the time of the last change, not that of storing' },
    { flags: '--limit <number>', description: `how many to show, 1 to ${MOST}; default 20` },
    {
      flags: '--all',
      description: 'also what is no longer true, or not yet',
      conflicts: ['closed', 'deleted'],
    },
    { flags: '--closed', description: 'only what is no longer true', conflicts: ['deleted'] },
    {
      flags: '--deleted',
      description: 'only what was deleted, deleted last first; for the owner of the store',
    },
  ],
  examples: [
    { line: 'memorygraph list --since yesterday', says: 'what did the assistant remember since yesterday?' },
    {
      line: 'memorygraph list --changed --type decision --type preference',
      says: 'decisions and preferences',
    },
    { line: 'memorygraph list --deleted', says: 'what could be brought back' },
  ],
  async run(context, options) {
    const { systemClock } = await import('../../app/clock.js');
    const { listMemories } = await import('../looking/list-memories.js');
    const { listText } = await import('../render/list.js');
    const { openOperatorRepositories, openRepositories } = await import('../open-repositories.js');
    const asked = readAskedMemories(options, systemClock.now());
    const limit = readLimit(options, { usual: 20, most: MOST });
    const kinds = ['closed', 'deleted', 'all'] as const;
    const kind = kinds.find((name) => options.given(name)) ?? 'now';
    const opened =
      kind === 'deleted'
        ? await openOperatorRepositories(context, options)
        : await openRepositories(context, { create: false });
    const order = options.given('changed') || kind === 'deleted' ? 'updated_at' : 'created_at';
    const list = await listMemories(opened.context, { ...asked, limit, kind, order });
    return { text: await listText(list, order, opened), data: list };
  },
};
