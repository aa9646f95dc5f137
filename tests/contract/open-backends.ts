import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { asOneTenant } from './as-one-tenant.js';
import type { OpenBackend } from './bench.js';

/** Opens an empty store of each backend. Drivers load when a store is opened; files go when it is closed. */
export const OPEN_BACKENDS: Readonly<Record<string, OpenBackend>> = {
  reference: async () => {
    const { openReferenceBackend } = await import('../../backends/reference/index.js');
    return openReferenceBackend();
  },
  sqlite: async () => {
    const { openSqliteBackend } = await import('../../backends/sqlite/index.js');
    const folder = contractFolder();
    const backend = await openSqliteBackend({ path: join(folder, 'memory.db'), synchronous: 'normal' });
    return closing(backend, () => rmSync(folder, { recursive: true, force: true }));
  },
};

/** Opens an empty store with tenants; it has none yet. */
export type OpenTenants = () => Promise<MultiTenantBackend>;

/** The same of stores with tenants. Few tenants stay open, so that they are closed and opened again. */
export const OPEN_WITH_TENANTS: Readonly<Record<string, OpenTenants>> = {
  reference: async () => {
    const { openMultiTenantReference } = await import('../../backends/reference/index.js');
    return openMultiTenantReference();
  },
  sqlite: async () => {
    const { openMultiTenantSqlite } = await import('../../backends/sqlite/tenancy/open.js');
    const folder = contractFolder();
    const backend = await openMultiTenantSqlite({
      path: join(folder, 'memory.db'),
      synchronous: 'normal',
      tenant_pool: 2,
      audit_durability: 'normal',
    });
    return closing(backend, () => rmSync(folder, { recursive: true, force: true }));
  },
};

/** One tenant of each store with tenants, for what is asked of every backend alike. */
export const OPEN_ONE_TENANT: Readonly<Record<string, OpenBackend>> = Object.fromEntries(
  Object.entries(OPEN_WITH_TENANTS).map(([name, open]) => [
    `${name}, one tenant of several`,
    async () => asOneTenant(await open()),
  ]),
);

function contractFolder(): string {
  return mkdtempSync(join(tmpdir(), 'memorygraph-contract-'));
}

function closing<Opened extends Backend>(backend: Opened, afterwards: () => void): Opened {
  return {
    ...backend,
    close: async () => {
      await backend.close();
      afterwards();
    },
  };
}
