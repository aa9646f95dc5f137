import type { MultiTenantBackend, TenantRegistry } from '../../contracts/tenancy.js';
import type { AuditEvent } from '../../domain/audit.js';
import type { Principal } from '../../domain/principal.js';
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
      const own = principal !== null && (await isServed(tenants, principal, event));
      await (own ? audit(scopeFor(principal)) : serverAudit).append([event]);
    },
  };
}

/** What went well was served; of what did not, nobody may have looked whether the tenant is there. */
async function isServed(
  tenants: TenantRegistry,
  { membership }: Principal,
  { code }: AuditEvent,
): Promise<boolean> {
  if (membership === null || code === 'tenant_unavailable') return false;
  return code === null || (await tenants.find(membership.tenant_id)) !== null;
}
