import { resolve } from 'node:path';
import type { AuditHead } from '../../domain/audit.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { openChains } from '../auditing/chains.js';
import type { CliCommand } from '../command.js';

/** Writes down where every chain stands. */
export const auditHeadsCommand: CliCommand = {
  name: 'audit heads',
  group: 'Several tenants',
  summary: 'write down where every audit log stands',
  description:
    'Writes where the chain of every tenant, and the server\'s own, stands now: the number of its last event, and its\nhash. Kept where the owner of the database cannot change it, it shows later ("audit verify --heads") whether a log\nwas cut or made anew.',
  options: [
    { flags: '--output <file>', description: 'the file to write; default: show them' },
    { flags: '--force', description: 'replace the file if it is there' },
  ],
  examples: [
    { line: 'memorygraph audit heads --output "heads-$(date +%F).json"', says: 'once a day, kept elsewhere' },
  ],
  async run(context, options) {
    const { systemClock } = await import('../../app/clock.js');
    const { auditHeads, headsText } = await import('../../transfer/audit/heads-file.js');
    const { writeFileWhole } = await import('../../transfer/files/write-file.js');
    const { chainName } = await import('../auditing/chain-text.js');
    const { table } = await import('../terminal/table.js');
    const { signal, progress } = context;
    const chains = await openChains(context);
    const heads: AuditHead[] = [];
    for (const [at, { log }] of chains.entries()) {
      if (signal.aborted) throw new MemoryGraphError('cancelled', 'Cancelled.');
      const head = await log.head();
      if (head !== null) heads.push(head);
      progress.show('logs', at + 1, chains.length);
    }
    const data = auditHeads(heads, systemClock.now());
    const rows = heads.map(({ tenant_id, sequence, hash }) => [chainName(tenant_id), String(sequence), hash]);
    const shown =
      heads.length === 0 ? 'There are no audit events yet.' : table(['log of', 'events', 'hash'], rows);
    const output = options.text('output');
    if (output === undefined) return { text: shown, data };
    const path = resolve(output);
    await writeFileWhole(path, headsText(data), { force: options.given('force'), signal });
    return { text: `${shown}\nwritten to ${path}`, data: { path, ...data } };
  },
};
