import type { CliCommand } from '../command.js';

/** Edits a memory in the person's own editor. */
export const editCommand: CliCommand = {
  name: 'edit',
  group: 'Your memories',
  summary: 'change a memory in your editor',
  description:
    'Opens a memory in your editor (VISUAL, else EDITOR): its fields above, its content below. What you change is\nstored as a new version when you close the editor; left as it is, nothing is written. Where somebody else was\nfaster, or something is not valid, your text is kept in a file that is named.',
  arguments: [{ flags: '<id>', description: 'the id of a memory, or its beginning', ids: true }],
  options: [],
  examples: [{ line: 'memorygraph edit 019a2b3c', says: 'by the beginning of its id' }],
  async run(context, options) {
    const { editMemory } = await import('../editing/edit-memory.js');
    const [given = ''] = options.argument('id');
    return editMemory(context, given);
  },
};
