import type { CliCommand } from '../command.js';

/** Counts what is stored. */
export const statsCommand: CliCommand = {
  name: 'stats',
  group: 'Your memories',
  summary: 'count memories by type, project and month; sizes and use',
  description:
    'Counts what is true now, by type, project and month of storing; relationships by type; how long the texts are, what assistants use most, and how large the store is. It is about all projects.',
  options: [],
  examples: [{ line: 'memorygraph stats', says: 'what is in there?' }],
  async run(context) {
    const { readStatistics } = await import('../looking/statistics.js');
    const { statisticsText } = await import('../render/statistics.js');
    const { openRepositories } = await import('../open-repositories.js');
    const opened = await openRepositories(context, { create: false });
    const { sqlite_path } = context.config.settings;
    const statistics = await readStatistics(opened, sqlite_path, context);
    return { text: statisticsText(statistics, opened.now()), data: statistics };
  },
};
