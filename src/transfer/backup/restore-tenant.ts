import type { Backend } from '../../contracts/backend.js';
import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';
import { type RestoreOptions, type RestoreReport, restoreStore } from './restore.js';
import { unfinishedRestore } from './unfinished-restore.js';

/** What became of the restore of a tenant. */
export interface TenantRestoreReport extends RestoreReport {
  /** True where the tenant was suspended before, by the operator or by a restore that was cut off: it still is. */
  readonly suspended: boolean;
}

/**
 * Puts the backup of a tenant into an empty tenant of the same name. Nobody is served from half a backup: the tenant
 * is suspended before the first record goes in, and in use again when it is whole. `scope` is the operator's, of that
 * tenant, as `RESTORE_USER_ID`. @throws MemoryGraphError `not_found` where there is no such tenant, and `restoreStore`.
 */
export async function restoreTenant(
  backend: MultiTenantBackend,
  scope: AccessScope,
  path: string,
  options: Omit<RestoreOptions, 'tenant_id'>,
): Promise<TenantRestoreReport> {
  const { tenant_id } = scope;
  const before = await backend.tenants.find(tenant_id);
  if (before === null)
    throw new MemoryGraphError(
      'not_found',
      `There is no tenant ${tenant_id} in this store. "memorygraph tenant add ${tenant_id}" adds it.`,
    );
  const wasActive = before.status === 'active';
  await backend.tenants.setStatus(tenant_id, 'suspended');
  try {
    const report = await restoreStore(backend, scope, path, { ...options, tenant_id });
    if (wasActive) await backend.tenants.setStatus(tenant_id, 'active');
    return { ...report, suspended: !wasActive };
  } catch (thrown) {
    const isOwn = asMemoryGraphError(thrown).code === 'not_empty';
    if (wasActive && (await isUntouched(backend, scope, options.now(), isOwn)))
      await backend.tenants.setStatus(tenant_id, 'active');
    throw thrown;
  }
}

/** True where nothing of the backup was written. @param isOwn what is there, if anything, is the tenant's own. */
async function isUntouched(
  backend: Backend,
  scope: AccessScope,
  at: string,
  isOwn: boolean,
): Promise<boolean> {
  if ((await unfinishedRestore(backend, scope, at)) !== null) return false;
  if (isOwn) return true;
  for await (const _memory of backend.streamMemories(scope)) return false;
  return true;
}
