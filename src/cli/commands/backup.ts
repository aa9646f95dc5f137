import { resolve } from 'node:path';
import type { CliCommand } from '../command.js';
import { openForOperator, TENANT_OPTION } from '../operator-tenant.js';
import { countsText, shownCounts } from '../render/counts-text.js';

/** Writes everything in the store to one file. */
export const backupCommand: CliCommand = {
  name: 'backup',
  group: 'Moving data',
  summary: 'write everything to one file, exactly',
  description:
    'Writes everything in the store to one file: memories and tombstones of deleted ones, their history,\nrelationships, use. Servers may go on working meanwhile. The same memories give the same bytes; the last\nline is a checksum. "memorygraph restore" puts it back. With tenants it is the backup of one, with who sees what\nand what its teams were granted; its audit log goes with "memorygraph audit export".',
  options: [
    { flags: '--output <file>', description: 'the file to write; .gz compresses', required: true },
    { flags: '--force', description: 'replace the file if it is there' },
    TENANT_OPTION,
  ],
  examples: [
    { line: 'memorygraph backup --output memories.backup.gz', says: 'a compressed backup' },
    { line: 'memorygraph backup --output "memories-$(date +%F).backup"', says: 'one a day' },
  ],
  async run(context, options) {
    const { backupStore } = await import('../../transfer/backup/backup.js');
    const { writeFileWhole } = await import('../../transfer/files/write-file.js');
    const path = resolve(options.needed('output'));
    const { backend, scope, tenant_id } = await openForOperator(context, options);
    const total = await backend.countMemories(scope, {
      valid_at: new Date().toISOString(),
      include_closed: true,
    });
    const source = await backupStore(backend, scope, {
      tenant_id,
      onProgress: (done) => context.progress.show('records', done, Math.max(done, total)),
    });
    const { signal } = context;
    await writeFileWhole(path, source.chunks, { force: options.given('force'), signal });
    const counts = shownCounts({ ...source.counts }, tenant_id);
    const sha256 = source.sha256();
    const [of, about] = tenant_id === null ? ['', {}] : [`tenant ${tenant_id}: `, { tenant_id }];
    return {
      text: `${of}${countsText(counts)}\nwritten to ${path}\nsha256 ${sha256}`,
      data: { ...about, path, counts, sha256 },
    };
  },
};
