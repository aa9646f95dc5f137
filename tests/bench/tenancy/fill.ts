import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import { openMultiTenantSqlite } from '../../../backends/sqlite/tenancy/open.js';
import type { Backend } from '../../../src/contracts/backend.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { Change } from '../../../src/domain/change-set.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { storePath } from '../../support/servers.js';
import { changesOf, type Notebook } from './notebook.js';

/** Memories of one commit, as `store_memories` takes at most. */
const BATCH = 100;

/** Makes a store without tenants; the change sets are those that `store_memories` would commit. */
export async function fillSingle(folder: string, notebook: Notebook): Promise<void> {
  const backend = await openSqliteBackend({ path: storePath(folder), synchronous: 'normal' });
  await commitAll(backend, operatorScope('bench'), notebook);
  await backend.close();
}

/** Makes a store of several tenants, each with what its notebook says. */
export async function fillTenants(folder: string, notebooks: Iterable<Notebook>): Promise<void> {
  const store = await openMultiTenantSqlite({
    path: storePath(folder),
    synchronous: 'normal',
    tenant_pool: 8,
    audit_durability: 'normal',
  });
  for (const notebook of notebooks) {
    const tenant_id = notebook.tenant_id ?? '';
    await store.tenants.add(tenant_id, new Date().toISOString());
    await commitAll(store, operatorScope('bench', tenant_id), notebook);
  }
  await store.close();
}

async function commitAll(backend: Backend, scope: AccessScope, notebook: Notebook): Promise<void> {
  let batch: Change[] = [];
  let waiting = 0;
  let number = 0;
  const commit = async () => {
    if (batch.length === 0) return;
    const id = `01900000-0000-7000-a000-${(number++).toString(16).padStart(12, '0')}`;
    const outcome = await backend.commit(scope, {
      id,
      at: new Date().toISOString(),
      preconditions: [],
      changes: batch,
    });
    if (!outcome.committed) throw new Error('a store could not be filled');
    batch = [];
    waiting = 0;
  };
  for (const changes of changesOf(notebook)) {
    batch.push(...changes);
    waiting += 1;
    if (waiting === BATCH) await commit();
  }
  await commit();
}
