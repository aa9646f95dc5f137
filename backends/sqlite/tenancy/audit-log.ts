import type { AuditLog } from '../../../src/contracts/audit-log.js';
import type { Connection } from '../connection.js';
import { writingEvents } from '../writing.js';
import { appendAudit, auditEvents, auditHead } from './audit-rows.js';

/** How work is done on the file that holds the chain: waiting for locks, failures translated. */
type Run = <T>(work: (connection: Connection) => T) => Promise<T>;

/**
 * The chain of a tenant, or, under the empty name, the server's own.
 * @param relaxed commits of events alone do not wait for the disk: a power cut may lose the latest, a crash none.
 */
export function auditLog(run: Run, tenant_id: string, relaxed: boolean): AuditLog {
  return {
    append: (events) =>
      run((connection) =>
        writingEvents(connection, relaxed, () => appendAudit(connection, tenant_id, events)),
      ),
    events: (query) => run((connection) => auditEvents(connection, tenant_id, query)),
    head: () => run((connection) => auditHead(connection, tenant_id)),
  };
}
