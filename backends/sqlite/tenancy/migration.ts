import { dirname, resolve } from 'node:path';
import type {
  MigrationStatus,
  TenancyState,
  TenantMigration,
} from '../../../src/contracts/tenant-migration.js';
import { runner, sqliteBackend } from '../backend.js';
import type { Connection } from '../connection.js';
import { type OpenedStore, openStore } from '../open.js';
import { wrongMode } from '../opening-errors.js';
import { spendReserve } from '../reserve.js';
import type { StoreMode } from '../schema-number.js';
import { DEFAULT_BUSY_TIMEOUT_MS, type SqliteSettings } from '../settings.js';
import { migrationJournal } from './migration-journal.js';
import { lockMigration, type MigrationLock } from './migration-lock.js';
import { findMode } from './migration-mode.js';
import { migrationParts, turnPart } from './migration-parts.js';
import { findRecord, plannedTenants, untidyKeys } from './migration-rows.js';
import { WAY } from './migration-schemas.js';
import { seenIds } from './migration-seen.js';
import { spaceBack, spaceThere } from './migration-space.js';
import * as steps from './migration-steps.js';
import { synchroniseFolder, tidy } from './migration-tidy.js';
import { tenantFolder, tenantPath } from './tenant-files.js';
import { listTenants, type TenantRow } from './tenant-rows.js';

const STATES: Readonly<Partial<Record<StoreMode, TenancyState>>> = {
  single: 'single',
  migrating: 'migrating',
  control: 'multi',
  returning: 'returning',
};

/**
 * Opens a store for its migration in whatever state it is; it must be there. One that may be written is held against
 * other migrations until it is closed. Throws `wrong_mode` for the part of a tenant, `busy`, and what opening throws.
 */
export async function openTenantMigration(given: SqliteSettings): Promise<TenantMigration> {
  // What moves a whole store waits for the disk, whatever ordinary writes do.
  const settings: SqliteSettings = {
    ...given,
    path: resolve(given.path),
    create: false,
    synchronous: 'full',
  };
  const { path, busy_timeout_ms = DEFAULT_BUSY_TIMEOUT_MS, read_only = false } = settings;
  // Before the lock, so that a path without a store leaves no file behind.
  await findMode(path, busy_timeout_ms);
  const lock = read_only ? null : await lockMigration(path);
  try {
    const mode = await findMode(path, busy_timeout_ms);
    const way = Object.values(WAY).find((each) => each.mode === mode);
    if (way === undefined) throw wrongMode(path, mode, 'single');
    return over(await openStore(settings, way), settings, lock);
  } catch (thrown) {
    lock?.release();
    throw thrown;
  }
}

function over(store: OpenedStore, settings: SqliteSettings, lock: MigrationLock | null): TenantMigration {
  const { connection } = store;
  const { path, busy_timeout_ms = DEFAULT_BUSY_TIMEOUT_MS, read_only = false } = settings;
  const run = runner(connection, busy_timeout_ms);
  const { parts, settle } = migrationParts(settings, {
    tenants: () => partsOf(connection),
    mayMake: () => connection.expectedSchema.mode === WAY.migrating.mode,
    run,
  });
  // To give up takes a little room as well, on a disk that the work has filled.
  const giveUpReserve = (): boolean => spendReserve(path);
  const turnParts = async (to: 'tenant' | 'returning_tenant'): Promise<void> => {
    await settle();
    for (const tenant of partsOf(connection)) await turnPart(settings, tenantPath(path, tenant), to);
  };
  return {
    whole: sqliteBackend(store, { busyTimeoutMs: busy_timeout_ms, read_only }),
    parts,
    journal: migrationJournal(run),
    status: () => run(statusOf),
    beside: (suffix) => `${path}${suffix}`,
    space: (way) => run((c) => (way === 'there' ? spaceThere(c) : spaceBack(c, listTenants(c)))),
    seenIds: () => seenIds(store.openReader()),
    begin: (record) => run((c) => steps.begin(c, record)),
    async finish(at) {
      await settle();
      for (const folder of [tenantFolder(path), dirname(path)]) synchroniseFolder(folder);
      await run((c) => steps.finish(c, at));
    },
    async cancel() {
      await settle();
      await run(steps.cancel, giveUpReserve);
    },
    async beginReturn(at) {
      await run((c) => steps.beginReturn(c, at));
      await turnParts('returning_tenant');
    },
    prepareReturn: (format) => run((c) => steps.prepareReturn(c, format)),
    async finishReturn(at) {
      await settle();
      await run((c) => steps.finishReturn(c, at));
    },
    async cancelReturn() {
      await turnParts('tenant');
      await run(steps.cancelReturn, giveUpReserve);
    },
    async tidy() {
      await settle();
      await tidy(run, path);
    },
    async close() {
      try {
        await settle();
      } finally {
        connection.close();
        lock?.release();
      }
    },
  };
}

function statusOf(connection: Connection): MigrationStatus {
  const state = STATES[connection.expectedSchema.mode] ?? 'single';
  return { state, record: findRecord(connection), untidy: untidyKeys(connection) !== null };
}

/** The tenants that have a part: a registered one that was never opened has none. */
function partsOf(connection: Connection): TenantRow[] {
  const { mode } = connection.expectedSchema;
  if (mode === WAY.control.mode || mode === WAY.returning.mode)
    return listTenants(connection).filter(({ has_file }) => has_file === 1);
  if (mode !== WAY.migrating.mode) return [];
  const created_at = findRecord(connection)?.started_at ?? '';
  const planned = { status: 'active', created_at, has_file: 0 } as const;
  return plannedTenants(connection).map((tenant) => ({ ...tenant, ...planned }));
}
