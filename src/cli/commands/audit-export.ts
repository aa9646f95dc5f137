import { resolve } from 'node:path';
import { CHAIN_OPTIONS, openChain } from '../auditing/chains.js';
import type { CliCommand } from '../command.js';

const BROKEN = 1;

/** Writes an audit log to a file. */
export const auditExportCommand: CliCommand = {
  name: 'audit export',
  group: 'Several tenants',
  summary: 'write an audit log to a file',
  description:
    'Writes the audit log of a tenant as JSON lines, oldest event first, to keep or to check elsewhere ("audit verify\n--file"); the last line says where the chain stands. Servers may go on meanwhile. The log is checked on the way:\nwhere an event is wrong, the file holds what is there, and the command ends with 1.',
  options: [
    { flags: '--output <file>', description: 'the file to write; .gz compresses', required: true },
    ...CHAIN_OPTIONS,
    { flags: '--force', description: 'replace the file if it is there' },
  ],
  examples: [
    { line: 'memorygraph audit export --tenant acme --output acme.jsonl.gz', says: 'the log of one tenant' },
  ],
  async run(context, options) {
    const { exportAuditLog } = await import('../../transfer/audit/export-log.js');
    const { writeFileWhole } = await import('../../transfer/files/write-file.js');
    const { reportsText } = await import('../auditing/chain-text.js');
    const path = resolve(options.needed('output'));
    const { signal, progress } = context;
    const { tenant_id, log } = await openChain(context, options);
    const onProgress = (done: number, total: number) => progress.show('events', done, total);
    const written = await exportAuditLog(log, tenant_id, { signal, onProgress });
    await writeFileWhole(path, written.chunks, { force: options.given('force'), signal });
    const report = written.report();
    return {
      text: `${reportsText([report])}\nwritten to ${path}`,
      data: { path, log: report },
      exit_code: report.broken === null ? 0 : BROKEN,
    };
  },
};
