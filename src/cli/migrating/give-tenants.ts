import { uuidGenerator } from '../../app/ids.js';
import type { TenantMigration } from '../../contracts/tenant-migration.js';
import { migrateToTenants, planMigration, wantedPlan } from '../../transfer/tenancy/migrate.js';
import { tidied } from '../../transfer/tenancy/migration-work.js';
import type { CommandContext } from '../command.js';
import { outlookText, tallyText } from '../render/migration-text.js';
import { ask, type Done, DRY, result, UNTIDY, type Wish, workOf } from './work.js';

const RESTART =
  'Start every server and command on this store with MEMORY_MULTI_TENANT_MODE=true from now on; those that run must be restarted.';

/** From no tenants to the plan's. */
export async function giveTenants(
  context: CommandContext,
  migration: TenantMigration,
  wish: Wish,
): Promise<Done> {
  const work = workOf(context, migration);
  const status = await migration.status();
  const plan = wantedPlan(status, wish.plan);
  if (plan === null) {
    const tidy = status.untidy && !wish.dryRun ? await tidied(migration) : !status.untidy;
    const { record } = status;
    const says =
      record === null
        ? 'This store was made with tenants; there is nothing to migrate.'
        : `This store has its tenants already (${record.tenant_ids.join(', ')}); nothing was changed.`;
    return result([says, ...(tidy ? [] : [UNTIDY])], { state: 'multi', changed: false, tidied: tidy });
  }
  const outlook = await planMigration(work, plan);
  const { records: _records, ...shown } = outlook;
  if (wish.dryRun)
    return result([outlookText(outlook), DRY], {
      state: status.state,
      changed: false,
      dry_run: true,
      ...shown,
    });
  await ask(context, outlookText(outlook), 'Give these memories to the tenants?');
  const id = uuidGenerator.next();
  const { backup, tidied: tidy, ...tally } = await migrateToTenants(work, plan, { id, outlook });
  return result([tallyText(tally), `The backup from before: ${backup}`, ...(tidy ? [] : [UNTIDY]), RESTART], {
    state: 'multi',
    changed: true,
    ...tally,
    backup,
    tidied: tidy,
  });
}
