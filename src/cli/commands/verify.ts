import type { CliCommand } from '../command.js';
import { table } from '../terminal/table.js';

const FAULTY = 6;

/** Checks the store and its index against each other. */
export const verifyCommand: CliCommand = {
  name: 'verify',
  group: 'Looking',
  summary: 'check the store and its search index; changes nothing',
  description:
    'Checks that the store is whole: the file itself, every record, and the search index against the records.\nChanges nothing. Ends with 6 where something is wrong.',
  options: [],
  examples: [{ line: 'memorygraph verify', says: 'after a crash, or before a backup' }],
  async run(context) {
    const backend = await context.open({ create: false });
    const { checked, faults } = await backend.verify(context.operatorScope());
    const rows = Object.entries(checked).map(([what, count]) => [what, String(count)]);
    const verdict =
      faults.length === 0
        ? 'No faults.'
        : `${faults.length} faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`;
    return {
      text: `${table(['checked', 'count'], rows)}\n\n${verdict}`,
      data: { ok: faults.length === 0, checked, faults },
      exit_code: faults.length === 0 ? 0 : FAULTY,
    };
  },
};
