import type { MigrationRecord, MigrationSpace } from '../../contracts/tenant-migration.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { type BackupCounts, noCounts } from '../backup/backup-format.js';
import { exportAudit } from './audit-files.js';
import { homewardRecords } from './homeward.js';
import type { HomewardSource } from './homeward-source.js';
import { type MigrationWork, requireSpace, step, tidied } from './migration-work.js';
import { createMover, moverFormat } from './move.js';
import { type Obstacle, obstacles } from './obstacles.js';
import { createRecordSet } from './record-set.js';
import { wholeRecords } from './whole-records.js';

/** What undoing a migration would do. */
export interface ReturnOutlook extends MigrationSpace {
  readonly tenant_ids: readonly string[];
  /** What the store would hold. */
  readonly counts: BackupCounts;
  readonly obstacles: Obstacles;
  /** Grants of projects to teams, which have no place in a store without tenants. */
  readonly project_grants: number;
  /** They are written to files. */
  readonly audit_events: number;
}

/** Records that cannot go back: how many, and the first of them. */
export interface Obstacles {
  readonly count: number;
  readonly first: readonly Obstacle[];
}

export interface ReturnReport {
  readonly counts: BackupCounts;
  /** Files that the audit logs were written to. */
  readonly audit_files: readonly string[];
  /** False where what is not needed any more could not be removed yet; the next run tries again. */
  readonly tidied: boolean;
}

const NAMED = 500;
const SHOWN = 20;

/** Looks what undoing the migration of a store with tenants would do. Writes nothing. Throws `cannot_roll_back`. */
export async function planReturn(work: MigrationWork): Promise<ReturnOutlook> {
  const { migration, scopes } = work;
  const { parts } = migration;
  const source = await homewardSource(work);
  const tenant_ids = await allTenants(work);
  const counts = noCounts();
  let records = 0;
  for await (const { back } of homewardRecords(source)) {
    if (back !== null) counts[back.kind]++;
    step(work, 'counting', ++records, null);
  }
  let audit_events = (await parts.serverAudit.head())?.sequence ?? 0;
  let project_grants = 0;
  for (const tenant_id of tenant_ids) {
    audit_events += (await parts.audit(scopes(tenant_id)).head())?.sequence ?? 0;
    project_grants += (await parts.projectGrants(scopes(tenant_id))).length;
  }
  return {
    tenant_ids,
    counts,
    obstacles: await findObstacles(work),
    project_grants,
    audit_events,
    ...(await migration.space('back')),
  };
}

/**
 * Undoes a migration, or goes on where that was cut off: what was migrated is exactly what it was, what was written
 * since comes along. Where something cannot, nothing is changed. A migration that was not finished is given up.
 * @param outlook of `planReturn`, where the store has its tenants. Throws `cannot_roll_back`, `storage_full`, `busy`.
 */
export async function returnToOneStore(work: MigrationWork, outlook: ReturnOutlook): Promise<ReturnReport> {
  const { migration } = work;
  if ((await migration.status()).state === 'multi') requireSpace(outlook);
  let audit_files: readonly string[];
  try {
    await migration.beginReturn(work.now());
    const stopped = obstaclesError(await findObstacles(work));
    if (stopped !== null) throw stopped;
    audit_files = await exportAudit(work, await recordOf(work));
  } catch (thrown) {
    // What made it fail may keep it from being opened again as well; then the next run does so.
    if ((await migration.status()).state === 'returning') await migration.cancelReturn().catch(() => {});
    throw thrown;
  }
  await migration.prepareReturn(moverFormat(work.batchCharacters));
  const counts = await moveBack(work, outlook);
  work.onProgress?.('finishing', 0, null);
  await migration.finishReturn(work.now());
  return { counts, audit_files, tidied: await tidied(migration) };
}

/** Gives up a migration that was not finished. @returns whether everything of it could be removed. */
export async function cancelMigration({ migration }: MigrationWork): Promise<boolean> {
  await migration.cancel();
  return tidied(migration);
}

async function moveBack(work: MigrationWork, outlook: ReturnOutlook): Promise<BackupCounts> {
  const { migration, scopes, batchCharacters } = work;
  const { whole, journal } = migration;
  const total = Object.values(outlook.counts).reduce((sum, count) => sum + count, 0);
  const record = await recordOf(work);
  const mover = createMover({ backend: whole, journal, scopes, record, batchCharacters });
  const expected = createRecordSet();
  let done = 0;
  for await (const { back } of homewardRecords(await homewardSource(work))) {
    if (back === null) continue;
    expected.add(back);
    await mover.take({ tenant_id: null, each: back });
    step(work, 'moving', ++done, total);
  }
  await mover.end();
  const found = createRecordSet();
  done = 0;
  for await (const each of wholeRecords(whole, scopes(null))) {
    found.add(each);
    step(work, 'comparing', ++done, total);
  }
  if (found.summary() === expected.summary()) return found.counts;
  await migration.cancelReturn();
  throw new MemoryGraphError(
    'storage_corrupt',
    'What was brought back differs from what the tenants hold: it was given up, and the tenants are as they were. Check them with "memorygraph verify".',
  );
}

/** What the migration made; tenants that were added since hold no memories where it is undone. */
async function homewardSource(work: MigrationWork): Promise<HomewardSource> {
  const { migration, scopes } = work;
  const { parts, journal } = migration;
  const { tenant_ids: migrated } = await recordOf(work);
  const tenant_ids = (await allTenants(work)).filter((tenant_id) => migrated.includes(tenant_id));
  return { parts, journal, tenant_ids, scopes };
}

async function allTenants({ migration }: MigrationWork): Promise<string[]> {
  return (await migration.parts.tenants.list()).map(({ tenant_id }) => tenant_id);
}

async function findObstacles(work: MigrationWork): Promise<Obstacles> {
  const { parts, journal, seenIds } = work.migration;
  const { tenant_ids: migrated } = await recordOf(work);
  const source = { parts, journal, scopes: work.scopes, tenant_ids: await allTenants(work) };
  const first: Obstacle[] = [];
  let count = 0;
  work.onProgress?.('checking', 0, null);
  for await (const each of obstacles({ ...source, migrated, seenIds, at: work.now() })) {
    if (++count <= NAMED) first.push(each);
  }
  return { count, first };
}

/** Why a migration cannot be undone, naming what has no place; null where nothing stands in the way. */
export function obstaclesError({ count, first }: Obstacles): MemoryGraphError | null {
  if (count === 0) return null;
  const records = first.map(
    ({ tenant_id, kind, id, reason }) => `${tenant_id}: ${kind.replaceAll('_', ' ')} ${id}: ${reason}`,
  );
  const what = count === 1 ? '1 record has' : `${count} records have`;
  const sentence = `The migration cannot be undone, and nothing was changed: ${what} no place in a store without tenants. Export and purge them first, or keep the tenants.`;
  const more = count > SHOWN ? [`  and ${count - SHOWN} more`] : [];
  const lines = [...records.slice(0, SHOWN).map((line) => `  ${line}`), ...more];
  return new MemoryGraphError('cannot_roll_back', sentence, {
    details: { count, records },
    operatorMessage: [sentence, ...lines].join('\n'),
  });
}

async function recordOf({ migration }: MigrationWork): Promise<MigrationRecord> {
  const { record } = await migration.status();
  if (record !== null) return record;
  throw new MemoryGraphError(
    'cannot_roll_back',
    'This store was made with tenants: there is no migration to undo.',
  );
}
