import type { MigrationRecord } from '../../contracts/tenant-migration.js';
import { exportAuditLog } from '../audit/export-log.js';
import { writeFileWhole } from '../files/write-file.js';
import { fileMark, type MigrationWork } from './migration-work.js';

/**
 * Writes the audit log of each tenant, and the server's own, to a file beside the store: a store without tenants keeps
 * none. @returns their paths. Throws `storage_full`, `cancelled`.
 */
export async function exportAudit(work: MigrationWork, record: MigrationRecord): Promise<string[]> {
  const { migration, scopes, onProgress } = work;
  const { parts } = migration;
  const signal = work.signal ?? new AbortController().signal;
  const logs = [
    { name: 'server', tenant_id: null, log: parts.serverAudit },
    ...(await parts.tenants.list()).map(({ tenant_id, key }) => ({
      name: key,
      tenant_id,
      log: parts.audit(scopes(tenant_id)),
    })),
  ];
  const paths: string[] = [];
  for (const { name, tenant_id, log } of logs) {
    if ((await log.head()) === null) continue;
    const path = migration.beside(`.audit-${fileMark(record)}-${name}.jsonl.gz`);
    const { chunks } = await exportAuditLog(log, tenant_id, {
      signal,
      onProgress: (done, total) => onProgress?.('writing the audit log', done, total),
    });
    await writeFileWhole(path, chunks, { force: true, signal });
    paths.push(path);
  }
  return paths;
}
