import type { CliCommand } from '../command.js';

/** Shows whole memories. */
export const showCommand: CliCommand = {
  name: 'show',
  group: 'Your memories',
  summary: 'show memories whole, with relationships and former versions',
  description:
    'Shows memories with every field and their relationships. The beginning of an id is enough where it is unambiguous: at least 4 characters. Deleted memories are shown as well, and marked.',
  arguments: [{ flags: '<id...>', description: 'ids of memories, or their beginnings', ids: true }],
  options: [{ flags: '--history', description: 'every version, with what it changed' }],
  examples: [
    { line: 'memorygraph show 019a2b3c', says: 'by the beginning of its id' },
    { line: 'memorygraph show 019a2b3c --history', says: 'how did it come about?' },
  ],
  async run(context, options) {
    const { memoryText } = await import('../render/memory.js');
    const { openWhole } = await import('../looking/whole-memory.js');
    const { now, readWhole } = await openWhole(context, { history: options.given('history') });
    const memories = [];
    for (const id of options.argument('id')) memories.push(await readWhole(id));
    return {
      text: memories.map((whole) => memoryText(whole, now)).join('\n\n'),
      data: { memories },
    };
  },
};
