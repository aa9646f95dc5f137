import type {
  MigrationRecord,
  MigrationSpace,
  MigrationStatus,
  TenantMigration,
} from '../../contracts/tenant-migration.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { RESTORE_USER_ID, unfinishedError, unfinishedRestore } from '../backup/unfinished-restore.js';
import { backupFirst } from './backup-first.js';
import { compareTenants, type Expected } from './compare.js';
import { createDestinations } from './destinations.js';
import { type MigrationWork, requireSpace, step, tidied } from './migration-work.js';
import { createMover, moverFormat } from './move.js';
import { outwardRecords } from './outward.js';
import { type MigrationPlan, planOf, planText, tenantsOf } from './plan.js';
import { createRecordSet } from './record-set.js';
import { createTally, type MigrationTally } from './tally.js';

/** What a migration would do. */
export interface MigrationOutlook extends MigrationTally, MigrationSpace {
  /** Projects that the plan names and the store has nothing of. */
  readonly unused_projects: readonly string[];
  /** Records on their way, for progress. */
  readonly records: number;
}

export interface MigrationReport extends MigrationTally {
  /** Path of the backup that was made first. */
  readonly backup: string;
  /** False where what is not needed any more could not be removed yet; the next run tries again. */
  readonly tidied: boolean;
}

/**
 * What to do with a store in this state.
 * @param plan null = whatever was begun. @returns the plan to carry out; null where it is done.
 * Throws `wrong_mode` where another plan was begun or done, `usage` where there is no plan.
 */
export function wantedPlan(
  { state, record }: MigrationStatus,
  plan: MigrationPlan | null,
): MigrationPlan | null {
  if (state === 'returning') throw refused(IS_RETURNING);
  if (state === 'single') {
    if (plan === null) throw new MemoryGraphError('usage', NEEDS_TENANT);
    return plan;
  }
  const isSame = plan === null || record === null || planText(plan) === record.plan;
  if (state === 'multi') {
    if (!isSame) throw refused(OTHER_DONE);
    return null;
  }
  if (!isSame || record === null) throw refused(OTHER_BEGUN);
  return planOf(record.plan);
}

const NEEDS_TENANT = 'Say which tenant the memories belong to: --tenant-id ID.';
const IS_RETURNING =
  'The migration of this store is being undone. Run the command with --rollback to finish that first.';
const OTHER_DONE =
  'This store was given tenants by another plan, and that stays. To do it anew, undo it first: --rollback.';
const OTHER_BEGUN =
  'A migration of this store by another plan is under way. Run the command without a plan to finish that one, or with --rollback to undo it.';

/** Counts what a migration would do. Writes nothing. */
export async function planMigration(work: MigrationWork, plan: MigrationPlan): Promise<MigrationOutlook> {
  const { migration, scopes } = work;
  const source = await outwardSource(work, plan);
  const counted = createTally(tenantsOf(plan));
  let records = 0;
  for await (const outward of outwardRecords(source)) {
    counted.add(outward);
    step(work, 'counting', ++records, null);
  }
  const unused_projects = source.destinations.unused();
  await refuseUnfinished(migration, scopes, work.now());
  return { ...counted.tally(), ...(await migration.space('there')), unused_projects, records };
}

/**
 * Gives a store the tenants of a plan, or goes on where that was cut off. The store is sealed first, so that the backup
 * is of what is migrated and nobody writes meanwhile; where no step of it could be done, it is opened again.
 * @param id of the migration, where it begins now. Throws `storage_corrupt`, `storage_full`, `busy`, `cancelled`.
 */
export async function migrateToTenants(
  work: MigrationWork,
  plan: MigrationPlan,
  { id, outlook }: { readonly id: string; readonly outlook: MigrationOutlook },
): Promise<MigrationReport> {
  const { migration } = work;
  const format = moverFormat(work.batchCharacters);
  const { state, record: begun } = await migration.status();
  // What was written in other batches is given up: nothing of the store itself has changed yet.
  if (state === 'migrating' && begun?.format !== format) await migration.cancel();
  const isNew = (await migration.status()).state === 'single';
  if (isNew) {
    requireSpace(outlook);
    await requireSound(work);
    const tenant_ids = tenantsOf(plan);
    await migration.begin({ id, started_at: work.now(), plan: planText(plan), tenant_ids, format });
  }
  const record = await recordOf(migration);
  let backup: string;
  try {
    backup = await backupFirst(work, record);
  } catch (thrown) {
    if (isNew) await migration.cancel();
    throw thrown;
  }
  const { expected, tally } = await move(work, plan, { record, total: outlook.records });
  const { tenant_ids } = record;
  await compareTenants({ ...migration, tenant_ids, scopes: work.scopes }, expected, (done) =>
    step(work, 'comparing', done, outlook.records),
  );
  work.onProgress?.('finishing', 0, null);
  await migration.finish(work.now());
  return { ...tally, backup, tidied: await tidied(migration) };
}

async function move(
  work: MigrationWork,
  plan: MigrationPlan,
  { record, total }: { readonly record: MigrationRecord; readonly total: number },
): Promise<{ expected: Expected; tally: MigrationTally }> {
  const { migration, scopes, batchCharacters } = work;
  const { parts, journal } = migration;
  const mover = createMover({ backend: parts, journal, scopes, record, batchCharacters });
  const tally = createTally(record.tenant_ids);
  const whole = createRecordSet();
  const tenants = new Map(record.tenant_ids.map((tenant_id) => [tenant_id, createRecordSet()]));
  let done = 0;
  for await (const outward of outwardRecords(await outwardSource(work, plan))) {
    const { raw, sent, entries } = outward;
    whole.add(raw);
    if (sent !== null) tenants.get(sent.tenant_id)?.add(sent.each);
    await mover.take(sent, entries);
    tally.add(outward);
    step(work, 'moving', ++done, total);
  }
  await mover.end();
  return { expected: { whole, tenants }, tally: tally.tally() };
}

async function outwardSource({ migration, scopes }: MigrationWork, plan: MigrationPlan) {
  const { whole } = migration;
  const scope = scopes(null);
  const destinations = createDestinations(plan, await whole.projectAliases(scope));
  return { whole, scope, plan, destinations };
}

/** A fault must not be carried on, nor come to light in the middle. */
async function requireSound(work: MigrationWork): Promise<void> {
  const { migration, scopes, onProgress } = work;
  onProgress?.('checking', 0, null);
  const { faults } = await migration.whole.verify(scopes(null));
  const [first] = faults;
  if (first === undefined) return;
  throw new MemoryGraphError(
    'storage_corrupt',
    'The store has faults, which "memorygraph verify" shows; it was left as it is. Restore a backup into a new store first.',
    { operatorMessage: `The store has faults, and was left as it is: ${first}` },
  );
}

async function refuseUnfinished(
  { whole }: TenantMigration,
  scopes: MigrationWork['scopes'],
  at: string,
): Promise<void> {
  if ((await unfinishedRestore(whole, scopes(null, RESTORE_USER_ID), at)) !== null) throw unfinishedError();
}

async function recordOf(migration: TenantMigration): Promise<MigrationRecord> {
  const { record } = await migration.status();
  if (record !== null) return record;
  throw new MemoryGraphError('internal', 'The store does not say what its migration is.');
}

function refused(text: string): MemoryGraphError {
  return new MemoryGraphError('wrong_mode', text);
}
