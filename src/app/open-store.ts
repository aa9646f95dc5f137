import { BACKENDS, MULTI_TENANT_BACKENDS } from '../../backends/catalog.js';
import { localPrincipal } from '../auth/local.js';
import type { Settings } from '../config/settings.js';
import type { Backend } from '../contracts/backend.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Logger } from '../observability/logger.js';

import { scopeFor } from '../policy/access-scope.js';
import {
  RESTORE_USER_ID,
  unfinishedError,
  unfinishedRestore,
} from '../transfer/backup/unfinished-restore.js';
import { systemClock } from './clock.js';

/** How a command or the server wants the configured store. */
export interface StoreUse {
  /** Makes the store where it is not there. */
  readonly create: boolean;
  readonly read_only?: boolean;
  /** Opens a store whose restore was cut off, to finish it. */
  readonly unfinished?: boolean;
  readonly logger: Logger;
}

/** Opens the configured store, with its tenants where the mode says so. Throws `wrong_mode`, `storage_*`, `driver_missing`, `busy`, `configuration`. */
export async function openStore(settings: Settings, use: StoreUse): Promise<Backend> {
  const how = {
    sqlite_path: settings.sqlite_path,
    sqlite_synchronous: settings.sqlite_synchronous,
    busy_timeout_ms: settings.busy_timeout_ms,
    create: use.create,
    read_only: use.read_only ?? false,
    on_operator_message: (text: string) => use.logger.info(text),
  };
  if (settings.multi_tenant_mode) {
    const { tenant_pool, audit_durability } = settings;
    return known(settings, MULTI_TENANT_BACKENDS)({ ...how, tenant_pool, audit_durability });
  }
  const backend = await known(settings, BACKENDS)(how);
  if (use.unfinished !== true) await refuseUnfinished(backend);
  return backend;
}

function known<Open>({ backend }: Settings, catalog: Readonly<Record<string, Open>>): Open {
  const open = catalog[backend];
  if (open !== undefined) return open;
  throw new MemoryGraphError('configuration', `The backend ${backend} is not in this version.`);
}

/** Half a backup must not be taken for a whole one. */
async function refuseUnfinished(backend: Backend): Promise<void> {
  const scope = scopeFor(localPrincipal(RESTORE_USER_ID));
  if ((await unfinishedRestore(backend, scope, systemClock.now())) === null) return;
  await backend.close();
  throw unfinishedError();
}
