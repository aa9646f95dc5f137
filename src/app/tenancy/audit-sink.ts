import type { AuditLog } from '../../contracts/audit-log.js';
import type { Backend } from '../../contracts/backend.js';
import type { TenantRegistry } from '../../contracts/tenancy.js';
import type { AuditEvent } from '../../domain/audit.js';
import type { Principal } from '../../domain/principal.js';
import type { AuditSink } from '../../mcp/call.js';
import { scopeFor } from '../../policy/access-scope.js';
import { systemClock } from '../clock.js';
import { uuidGenerator } from '../ids.js';
import { withTenants } from './with-tenants.js';

/** Writes each event to the chain of its tenant; of callers without one that is served, to the server's own. */
export function auditSink(backend: Backend): AuditSink {
  const { tenants, serverAudit, audit } = withTenants(backend);
  const own = new WeakMap<Principal, AuditLog>();

  function logOf(principal: Principal): AuditLog {
    const known = own.get(principal) ?? audit(scopeFor(principal));
    own.set(principal, known);
    return known;
  }

  return {
    newCallId: () => uuidGenerator.next(),
    now: () => systemClock.now(),
    async write(principal, event) {
      const served = principal !== null && (await isServed(tenants, principal, event));
      await (served ? logOf(principal) : serverAudit).append([event]);
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
