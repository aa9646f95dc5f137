import { resolve } from 'node:path';
import { systemClock } from '../../app/clock.js';
import type { RestoreReport } from '../../transfer/backup/restore.js';
import type { TenantRestoreReport } from '../../transfer/backup/restore-tenant.js';
import type { CliCommand, CommandContext } from '../command.js';
import { askedTenant, TENANT_OPTION } from '../operator-tenant.js';
import { countsText, shownCounts } from '../render/counts-text.js';

const STAGES = { checking: 'checking the file', writing: 'restoring', comparing: 'comparing' } as const;

/** Puts a backup into an empty store. */
export const restoreCommand: CliCommand = {
  name: 'restore',
  group: 'Moving data',
  summary: 'put a backup into an empty store',
  description:
    'Puts a backup into the configured store, which must be empty. The whole file is checked before anything is\nwritten; afterwards the store is compared with the file. A restore that was cut off goes on when it is run again.\nThe backup of a tenant goes into an empty tenant of that name, which is suspended until it is whole.',
  options: [
    { flags: '--input <file>', description: 'a file that "memorygraph backup" wrote', required: true },
    TENANT_OPTION,
  ],
  examples: [
    {
      line: 'memorygraph restore --input memories.backup.gz --sqlite-path new.db',
      says: 'into a new database file',
    },
  ],
  async run(context, options) {
    const { checkPlace } = await import('../../transfer/backup/restore.js');
    const { checkBackup } = await import('../../transfer/backup/read-backup.js');
    const path = resolve(options.needed('input'));
    const tenant_id = askedTenant(context, options);
    // Before the store is opened: a file that is no backup makes no database.
    const facts = await checkBackup(path, context.signal, (done) =>
      context.progress.show(STAGES.checking, done, null),
    );
    checkPlace(facts.tenant_id, tenant_id);
    const { suspended, ...report } =
      tenant_id === null
        ? { ...(await restoreWhole(context, path)), suspended: false }
        : await restorePart(context, path, tenant_id);
    const { sha256, resumed } = report;
    const counts = shownCounts({ ...report.counts }, tenant_id);
    const how = resumed
      ? 'An earlier restore that was cut off is complete now.'
      : `${tenant_id === null ? 'The store' : `The tenant ${tenant_id}`} equals the backup.`;
    const still = `\nThe tenant ${tenant_id} is suspended: "memorygraph tenant resume ${tenant_id}" lets it be used.`;
    return {
      text: `${countsText(counts)}\nrestored from ${path}\n${how}${suspended ? still : ''}`,
      data: { ...(tenant_id === null ? {} : { tenant_id, suspended }), path, counts, sha256, resumed },
    };
  },
};

async function restoreWhole(context: CommandContext, path: string): Promise<RestoreReport> {
  const { restoreStore } = await import('../../transfer/backup/restore.js');
  const { RESTORE_USER_ID } = await import('../../transfer/backup/unfinished-restore.js');
  const backend = await context.open({ create: true, unfinished: true });
  return await restoreStore(backend, context.operatorScope(RESTORE_USER_ID), path, work(context));
}

async function restorePart(
  context: CommandContext,
  path: string,
  tenant_id: string,
): Promise<TenantRestoreReport> {
  const { multiTenant } = await import('../multi-tenant.js');
  const { restoreTenant } = await import('../../transfer/backup/restore-tenant.js');
  const { RESTORE_USER_ID } = await import('../../transfer/backup/unfinished-restore.js');
  const backend = multiTenant(await context.open({ create: false }));
  const scope = context.operatorScope(RESTORE_USER_ID, tenant_id);
  return await restoreTenant(backend, scope, path, work(context));
}

function work({ signal, progress }: CommandContext) {
  return {
    now: systemClock.now,
    signal,
    onProgress: (stage: keyof typeof STAGES, done: number, total: number | null) =>
      progress.show(STAGES[stage], done, total),
  };
}
