import { LIMITS } from '../../domain/limits.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand } from '../command.js';
import { MEMORY_OPTIONS, readAskedMemories, readLimit, readOptionalTime } from '../looking/asked-memories.js';

/** Finds memories by words. */
export const searchCommand: CliCommand = {
  name: 'search',
  group: 'Your memories',
  summary: 'find memories by words',
  description:
    'Finds the memories that fit the words best. Without options it looks through what is true now, in the project of this folder and in memories of no project. To find nothing is an answer: exit code 0, with what to try.',
  arguments: [{ flags: '<words...>', description: 'what to search for' }],
  options: [
    ...MEMORY_OPTIONS,
    { flags: '--limit <number>', description: 'how many to show, 1 to 100; default 10' },
    { flags: '--full', description: 'the whole text of each' },
    {
      flags: '--all',
      description: 'also what is no longer true, or not yet',
      conflicts: ['closed'],
    },
    { flags: '--closed', description: 'only what is no longer true' },
    { flags: '--as-of <time>', description: 'what was true at this time' },
    { flags: '--fuzzy', description: 'also words that are spelled alike', conflicts: ['strict'] },
    { flags: '--strict', description: 'words as they are written, not other forms of them' },
  ],
  examples: [
    { line: 'memorygraph search worker deadlock', says: 'what do we know about it?' },
    { line: 'memorygraph search auth --type decision --since 30d', says: 'decided in the last 30 days' },
    { line: 'memorygraph search tokens --project all --json', says: 'everywhere, for a program' },
  ],
  async run(context, options) {
    const { systemClock } = await import('../../app/clock.js');
    const { findMemories } = await import('../looking/find-memories.js');
    const { hitsText } = await import('../render/hits.js');
    const { openRepositories } = await import('../open-repositories.js');
    const now = systemClock.now();
    const query = options.argument('words').join(' ').trim();
    if (query === '')
      throw new MemoryGraphError(
        'usage',
        'There are no words to search for. To see the newest memories: memorygraph list',
      );
    if (query.length > LIMITS.query_characters)
      throw new MemoryGraphError('too_large', `Search for at most ${LIMITS.query_characters} characters.`);
    const asked = readAskedMemories(options, now);
    const as_of = readOptionalTime(options, 'asOf', now);
    const limit = readLimit(options, { usual: 10, most: LIMITS.page });
    const { repositories } = await openRepositories(context, { create: false });
    const answer = await findMemories(repositories, {
      ...asked,
      query,
      limit,
      full: options.given('full'),
      tolerance: options.given('fuzzy') ? 'fuzzy' : options.given('strict') ? 'strict' : 'normal',
      validity: options.given('closed') ? 'closed' : options.given('all') ? 'any' : 'now',
      at: as_of ?? now,
      ...(as_of === undefined ? {} : { as_of }),
    });
    return { text: await hitsText(answer, { repositories, now }), data: answer };
  },
};
