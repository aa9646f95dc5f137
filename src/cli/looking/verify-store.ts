import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { AuditReport } from '../../transfer/audit/audit-report.js';
import { verifyAuditLog } from '../../transfer/audit/verify-log.js';
import { breakText, chainName } from '../auditing/chain-text.js';
import type { CommandContext } from '../command.js';
import { refuseUnfinished } from '../operator-tenant.js';

/** What was found of one part of a store with tenants. */
export interface PartReport {
  /** null: the registry. */
  readonly tenant_id: string | null;
  readonly checked: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  /** Of the chain that lies in the part. */
  readonly audit_events: number;
}

/**
 * Checks the registry, and the part of every tenant or of one, each with its audit log. A part that cannot be opened
 * is a fault of it, and the others are checked all the same. Throws `cancelled`, `tenant_unavailable`, `busy`.
 */
export async function verifyTenants(
  context: CommandContext,
  backend: MultiTenantBackend,
  only: string | null,
): Promise<PartReport[]> {
  const known = await backend.tenants.list();
  if (only !== null) return [await verifyPart(context, backend, only)];
  const reports: PartReport[] = [await verifyRegistry(context, backend)];
  for (const [at, { tenant_id }] of known.entries()) {
    if (context.signal.aborted) throw new MemoryGraphError('cancelled', 'Cancelled.');
    context.progress.show('tenants', at, known.length);
    reports.push(await verifyPart(context, backend, tenant_id));
  }
  return reports;
}

async function verifyRegistry(context: CommandContext, backend: MultiTenantBackend): Promise<PartReport> {
  const { checked, faults } = await backend.tenants.verify();
  const audit = await verifyAuditLog(backend.serverAudit, null, [], { signal: context.signal });
  return part(null, checked, faults, audit);
}

async function verifyPart(
  context: CommandContext,
  backend: MultiTenantBackend,
  tenant_id: string,
): Promise<PartReport> {
  const scope = context.operatorScope(undefined, tenant_id);
  try {
    await refuseUnfinished(context, backend, tenant_id);
    const { checked, faults } = await backend.verify(scope);
    const audit = await verifyAuditLog(backend.audit(scope), tenant_id, [], { signal: context.signal });
    return part(tenant_id, checked, faults, audit);
  } catch (thrown) {
    const error = asMemoryGraphError(thrown);
    if (!error.code.startsWith('storage_') && error.code !== 'wrong_mode') throw error;
    return { tenant_id, checked: {}, faults: [error.operatorMessage], audit_events: 0 };
  }
}

function part(
  tenant_id: string | null,
  checked: Readonly<Record<string, number>>,
  faults: readonly string[],
  { events, broken }: AuditReport,
): PartReport {
  const ofLog = broken === null ? [] : [`Audit log of ${chainName(tenant_id)}: ${breakText(broken)}`];
  return { tenant_id, checked, faults: [...faults, ...ofLog], audit_events: events };
}
