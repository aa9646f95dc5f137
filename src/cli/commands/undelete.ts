import type { Undeleted } from '../../repository/owner/undelete.js';
import type { CliCommand } from '../command.js';
import { TENANT_OPTION } from '../operator-tenant.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';

/** Brings deleted memories back. */
export const undeleteCommand: CliCommand = {
  name: 'undelete',
  group: 'Your memories',
  summary: 'bring deleted memories back',
  description:
    'Brings deleted memories back with their relationships and their history. "memorygraph list --deleted" shows what\nwas deleted. A memory that was replaced before it was deleted is still replaced afterwards.',
  arguments: [{ flags: '<id...>', description: 'ids of deleted memories, or their beginnings', ids: true }],
  options: [TENANT_OPTION],
  examples: [
    { line: 'memorygraph list --deleted', says: 'what was deleted?' },
    { line: 'memorygraph undelete 019a2b3c', says: 'by the beginning of its id' },
  ],
  async run(context, options) {
    const { openOwner } = await import('../open-owner.js');
    const { owner, idOf, about } = await openOwner(context, options);
    const ids: string[] = [];
    // All of them first: a mistyped one should not leave the work half done.
    for (const given of options.argument('id')) ids.push(await idOf(given));
    const restored: Undeleted[] = [];
    for (const id of new Set(ids)) restored.push(await owner.undelete(id));
    return { text: restored.map(restoredText).join('\n'), data: { ...about, restored } };
  },
};

function restoredText({ id, title, valid_until, duplicate_of }: Undeleted): string {
  const notes = [
    ...(valid_until === null
      ? []
      : [`it is closed since ${valid_until}: search leaves it out, --closed shows it`]),
    ...(duplicate_of === null ? [] : [`${duplicate_of} says the same, and is there as well`]),
  ];
  return [`${safeLine(title)} ${style.faint(id)} is back`, ...notes.map((note) => `  ${note}`)].join('\n');
}
