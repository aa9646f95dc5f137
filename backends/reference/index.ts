import type { Backend } from '../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import type { Tenant } from '../../src/domain/tenant.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { createTenantPool } from '../by-tenant/pool.js';
import { routeByTenant } from '../by-tenant/router.js';
import { type AuditChains, auditLog } from './audit.js';
import { memoryReads } from './memory-reads.js';
import { compare } from './order.js';
import { projectReads } from './project-reads.js';
import { relationshipReads } from './relationship-reads.js';
import { searchReads } from './search-reads.js';
import { emptyStore, type Store } from './store.js';
import { storeKeeping } from './store-keeping.js';
import { writes } from './writes.js';

const FACTS = {
  name: 'reference',
  capabilities: { fullText: 'emulated', vector: 'none', traversal: 'emulated', transactions: 'native' },
} as const;

/**
 * A backend of plain maps that lives as long as the process: the executable specification of the contract, and
 * what other backends are compared with in tests. Every question looks at every record; it is not made for use.
 */
export async function openReferenceBackend(): Promise<Backend> {
  return over(emptyStore());
}

/** The same with tenants: maps of its own for each. */
export async function openMultiTenantReference(): Promise<MultiTenantBackend> {
  const tenants = new Map<string, Tenant>();
  const parts = new Map<string, Backend>();
  const serverChains: AuditChains = new Map();
  const open = async (tenant_id: string): Promise<Backend> => {
    const part = parts.get(tenant_id);
    if (part === undefined)
      throw new MemoryGraphError('tenant_unavailable', 'There is no such tenant in this store.');
    return part;
  };
  return routeByTenant(createTenantPool(open, Number.POSITIVE_INFINITY), {
    ...FACTS,
    tenants: {
      find: async (tenant_id) => tenants.get(tenant_id) ?? null,
      list: async () => [...tenants.values()].sort((a, b) => compare(a.tenant_id, b.tenant_id)),
      async add(tenant_id, created_at) {
        const known = tenants.get(tenant_id);
        if (known !== undefined) return known;
        const key = `t${tenants.size.toString(16)}`;
        const tenant: Tenant = { tenant_id, key, status: 'active', created_at };
        tenants.set(tenant_id, tenant);
        parts.set(tenant_id, over(emptyStore(true)));
        return tenant;
      },
      async setStatus(tenant_id, status) {
        const known = tenants.get(tenant_id);
        if (known === undefined) return null;
        tenants.set(tenant_id, { ...known, status });
        return { ...known, status };
      },
      verify: async () => ({ checked: { tenants: tenants.size }, faults: [] }),
    },
    serverAudit: auditLog(() => serverChains, ''),
    closeRegistry: () => {},
  });
}

function over(store: Store): Backend {
  return {
    ...FACTS,
    ...memoryReads(store),
    ...projectReads(store),
    ...relationshipReads(store),
    ...searchReads(store),
    ...storeKeeping(store),
    ...writes(store),
    close: async () => {},
  };
}
