import { createHash } from 'node:crypto';
import { openSqliteBackend } from '../../../../backends/sqlite/index.js';
import { openTenantMigration } from '../../../../backends/sqlite/tenancy/migration.js';
import { openMultiTenantSqlite } from '../../../../backends/sqlite/tenancy/open.js';
import type { Backend } from '../../../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { TenantMigration } from '../../../../src/contracts/tenant-migration.js';
import { operatorScope } from '../../../../src/policy/access-scope.js';
import { backupStore } from '../../../../src/transfer/backup/backup.js';
import { migrateToTenants, planMigration, wantedPlan } from '../../../../src/transfer/tenancy/migrate.js';
import type { MigrationWork } from '../../../../src/transfer/tenancy/migration-work.js';
import type { OperatorScopes } from '../../../../src/transfer/tenancy/operator-scopes.js';
import type { MigrationPlan } from '../../../../src/transfer/tenancy/plan.js';
import { cancelMigration, planReturn, returnToOneStore } from '../../../../src/transfer/tenancy/return.js';

export const SCOPES: OperatorScopes = (tenant_id, as = 'operator') =>
  operatorScope(as, tenant_id ?? undefined);

/** Changes what a migration works with, so that a test can make it fail. */
export type Meddle = (migration: TenantMigration) => TenantMigration;

const AS_IT_IS: Meddle = (migration) => migration;

/** So that small stores are several batches. */
const SMALL_BATCH = 6_000;

let moments = 0;
const now = (): string => new Date(Date.UTC(2026, 10, 22) + ++moments * 1000).toISOString();

function workOn(migration: TenantMigration, batchCharacters = SMALL_BATCH): MigrationWork {
  return { migration, scopes: SCOPES, now, batchCharacters };
}

/** What of a migration is a step: each of these calls leaves the store in a state of its own. */
const STEPS = [
  'begin',
  'finish',
  'cancel',
  'beginReturn',
  'prepareReturn',
  'finishReturn',
  'cancelReturn',
  'tidy',
] as const;

/**
 * Ends the run before or after one of its steps, or of its writes of records, as a kill would: nothing that comes
 * later is done. @param at which one, from 0; twice for each step, before and after it.
 * @param end what happens then; must not return.
 */
export function breaking(at: number, end: () => never): { meddle: Meddle; count: () => number } {
  let passed = 0;
  let broken = false;
  const point = (): void => {
    if (broken || passed++ === at) {
      broken = true;
      end();
    }
  };
  const step =
    <Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      point();
      const result = await work(...given);
      point();
      return result;
    };
  const meddle: Meddle = (migration) => ({
    ...migration,
    ...Object.fromEntries(STEPS.map((name) => [name, step(migration[name] as () => Promise<void>)])),
    whole: { ...migration.whole, commit: step(migration.whole.commit) },
    parts: { ...migration.parts, commit: step(migration.parts.commit) },
    journal: { ...migration.journal, put: step(migration.journal.put) },
  });
  return { meddle, count: () => passed };
}

/** Opens the store at a path for its migration, and closes it after the work. */
export async function withMigration<T>(
  path: string,
  work: (migration: TenantMigration) => Promise<T>,
  read_only = false,
): Promise<T> {
  const migration = await openTenantMigration({ path, busy_timeout_ms: 300, read_only });
  try {
    return await work(migration);
  } finally {
    await migration.close();
  }
}

/** Gives tenants as the command does: begins, goes on, or finds it done. @returns null where it was done. */
export async function giveTenants(
  path: string,
  plan: MigrationPlan | null,
  meddle = AS_IT_IS,
  batchCharacters?: number,
) {
  return withMigration(path, async (opened) => {
    const work = workOn(meddle(opened), batchCharacters);
    const wanted = wantedPlan(await opened.status(), plan);
    if (wanted === null) return null;
    const outlook = await planMigration(work, wanted);
    return migrateToTenants(work, wanted, { id: idOf(path), outlook });
  });
}

/** Undoes it as the command does. */
export async function takeTenants(path: string, meddle = AS_IT_IS, batchCharacters?: number) {
  return withMigration(path, async (opened) => {
    const work = workOn(meddle(opened), batchCharacters);
    const { state } = await opened.status();
    if (state === 'single') {
      await opened.tidy();
      return null;
    }
    if (state === 'migrating') {
      await cancelMigration(work);
      return null;
    }
    return returnToOneStore(work, await planReturn(work));
  });
}

let migrations = 0;

function idOf(path: string): string {
  return createHash('sha256')
    .update(`${path} ${++migrations}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Opens a store without tenants for a piece of work. */
export async function withSingle<T>(path: string, work: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await openSqliteBackend({ path });
  try {
    return await work(backend);
  } finally {
    await backend.close();
  }
}

/** Opens a store with tenants for a piece of work. */
export async function withTenants<T>(
  path: string,
  work: (backend: MultiTenantBackend) => Promise<T>,
): Promise<T> {
  const backend = await openMultiTenantSqlite({
    path,
    create: false,
    tenant_pool: 8,
    audit_durability: 'full',
  });
  try {
    return await work(backend);
  } finally {
    await backend.close();
  }
}

/** The whole store as a backup, which is the same bytes for the same records. */
export async function dump(backend: Backend, scope = SCOPES(null)): Promise<string> {
  const source = await backupStore(backend, scope);
  let text = '';
  for await (const chunk of source.chunks) text += chunk;
  return text;
}

export const dumpOf = (path: string): Promise<string> => withSingle(path, (backend) => dump(backend));
