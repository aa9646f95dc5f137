import type { TenantMigration } from '../../contracts/tenant-migration.js';
import { tidied } from '../../transfer/tenancy/migration-work.js';
import {
  cancelMigration,
  obstaclesError,
  planReturn,
  returnToOneStore,
} from '../../transfer/tenancy/return.js';
import type { CommandContext } from '../command.js';
import { countsText } from '../render/counts-text.js';
import { returnText } from '../render/migration-text.js';
import { ask, type Done, DRY, result, UNTIDY, type Wish, workOf } from './work.js';

/** From tenants to none. */
export async function takeTenants(
  context: CommandContext,
  migration: TenantMigration,
  { dryRun }: Wish,
): Promise<Done> {
  const work = workOf(context, migration);
  const { state, untidy } = await migration.status();
  if (state === 'single') {
    const tidy = untidy && !dryRun ? await tidied(migration) : !untidy;
    const says = 'This store has no tenants; there is nothing to undo.';
    return result([says, ...(tidy ? [] : [UNTIDY])], { state, changed: false, tidied: tidy });
  }
  if (state === 'migrating') {
    const says = 'A migration was begun and is not finished; the store itself was not changed by it yet.';
    if (dryRun) return result([says, DRY], { state, changed: false, dry_run: true });
    await ask(context, says, 'Give it up?');
    const tidy = await cancelMigration(work);
    return result(['The store is as it was, without tenants.', ...(tidy ? [] : [UNTIDY])], {
      state: 'single',
      changed: true,
      tidied: tidy,
    });
  }
  const outlook = await planReturn(work);
  const { obstacles, ...shown } = outlook;
  const stopped = obstaclesError(obstacles);
  if (dryRun)
    return result(
      [returnText(outlook), ...(stopped === null ? [] : [stopped.operatorMessage]), DRY],
      {
        state,
        changed: false,
        dry_run: true,
        ...shown,
        cannot_go_back: obstacles,
      },
      stopped?.exitCode,
    );
  if (stopped !== null && state === 'multi') throw stopped;
  await ask(context, returnText(outlook), 'Make it one store without tenants again?');
  const { tidied: tidy, ...report } = await returnToOneStore(work, outlook);
  const files = report.audit_files.map((path) => `An audit log: ${path}`);
  return result(
    [
      `The store has no tenants any more: ${countsText(report.counts)}.`,
      ...files,
      ...(tidy ? [] : [UNTIDY]),
      'Start every server and command on this store without MEMORY_MULTI_TENANT_MODE from now on.',
    ],
    { state: 'single', changed: true, ...report, tidied: tidy },
  );
}
