import { basename } from 'node:path';
import type { TenantMigration } from '../../contracts/tenant-migration.js';
import type { MigrationToolReport, MigrationToolWish } from '../../mcp/admin-services.js';
import { withAdvice } from '../../transfer/tenancy/advice.js';
import {
  type MigrationOutlook,
  migrateToTenants,
  planMigration,
  wantedPlan,
} from '../../transfer/tenancy/migrate.js';
import type { MigrationWork } from '../../transfer/tenancy/migration-work.js';
import type { OperatorScopes } from '../../transfer/tenancy/operator-scopes.js';
import { makePlan } from '../../transfer/tenancy/plan.js';
import { readProjectMap } from '../../transfer/tenancy/project-map.js';
import type { MigrationTally } from '../../transfer/tenancy/tally.js';
import { systemClock } from '../clock.js';
import { uuidGenerator } from '../ids.js';

/**
 * Gives an opened store tenants as the tool asks for it. What it answers names no folder.
 * @param map where the file with the map lies. Throws what `migrateToTenants` throws.
 */
export async function migrateByTool(
  migration: TenantMigration,
  { dry_run, tenant_id, visibility, team_id }: MigrationToolWish,
  parts: {
    readonly map: string | undefined;
    readonly scopes: OperatorScopes;
    readonly signal: AbortSignal;
    readonly progress: (done: number, total: number, message?: string) => void;
  },
): Promise<MigrationToolReport> {
  const { scopes, signal, progress } = parts;
  const map = parts.map === undefined ? undefined : await readProjectMap(parts.map);
  const wished = makePlan({ tenant_id, visibility, team_id, map });
  const plan = wantedPlan(await migration.status(), wished);
  if (plan === null) return done(dry_run);
  const work: MigrationWork = {
    migration,
    scopes,
    now: systemClock.now,
    signal,
    onProgress: (stage, done, total) => progress(done, total ?? done + 1, stage),
  };
  const outlook = await planMigration(work, plan);
  if (dry_run) return reportOf(outlook, outlook, { dry_run, changed: false });
  try {
    const { backup, ...tally } = await migrateToTenants(work, plan, { id: uuidGenerator.next(), outlook });
    return { ...reportOf(tally, outlook, { dry_run, changed: true }), backup: basename(backup) };
  } catch (thrown) {
    throw await withAdvice(migration, thrown);
  }
}

/** An earlier call did it, and the server was not restarted since. */
function done(dry_run: boolean): MigrationToolReport {
  return {
    dry_run,
    changed: false,
    is_done: true,
    tenants: [],
    relationships_set_aside: 0,
    unused_projects: [],
    needed_megabytes: 0,
  };
}

function reportOf(
  { tenants, set_aside }: MigrationTally,
  { unused_projects, needed_bytes }: MigrationOutlook,
  facts: Pick<MigrationToolReport, 'dry_run' | 'changed'>,
): MigrationToolReport {
  return {
    ...facts,
    is_done: facts.changed,
    tenants: tenants.map(({ tenant_id, counts, visible }) => ({
      tenant_id,
      memories: counts.memory,
      relationships: counts.relationship,
      visible,
    })),
    relationships_set_aside: set_aside.relationship,
    unused_projects,
    needed_megabytes: Math.ceil(needed_bytes / 1_000_000),
  };
}
