import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import type { AuditSink } from '../../mcp/call.js';
import { scopeFor } from '../../policy/access-scope.js';
import { systemClock } from '../clock.js';
import { uuidGenerator } from '../ids.js';

/** Writes each event to the chain of its tenant; of callers without one that is served, to the server's own. */
export function auditSink({ tenants, serverAudit, audit }: MultiTenantBackend): AuditSink {
  return {
    newCallId: () => uuidGenerator.next(),
    now: () => systemClock.now(),
    async write(principal, event) {
      const tenant_id = principal?.membership?.tenant_id;
      const isServed =
        principal !== null &&
        tenant_id !== undefined &&
        event.code !== 'tenant_unavailable' &&
        (await tenants.find(tenant_id)) !== null;
      await (isServed ? audit(scopeFor(principal)) : serverAudit).append([event]);
    },
  };
}
