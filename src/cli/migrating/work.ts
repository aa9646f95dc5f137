import { systemClock } from '../../app/clock.js';
import type { TenantMigration } from '../../contracts/tenant-migration.js';
import { operatorScope } from '../../policy/access-scope.js';
import type { MigrationWork } from '../../transfer/tenancy/migration-work.js';
import type { MigrationPlan } from '../../transfer/tenancy/plan.js';
import type { CommandContext, CommandResult } from '../command.js';
import { writeNote } from '../terminal/output.js';

/** What was asked for. */
export interface Wish {
  /** null = what was begun. */
  readonly plan: MigrationPlan | null;
  readonly dryRun: boolean;
  readonly rollback: boolean;
}

/** What a run says, and whether it changed anything. */
export interface Done extends CommandResult {
  readonly data: { readonly changed: boolean; readonly [fact: string]: unknown };
}

export const DRY = 'Dry run: nothing was written.';
export const UNTIDY =
  'Another process still reads the store as it was, so that former text stays in its file. Stop it and run this command again.';

/** What the work of a command on an opened store goes with. */
export function workOf(
  { config, signal, progress }: CommandContext,
  migration: TenantMigration,
): MigrationWork {
  const { user_id } = config.settings;
  return {
    migration,
    scopes: (tenant_id, as = user_id) => operatorScope(as, tenant_id ?? undefined),
    now: systemClock.now,
    signal,
    onProgress: (stage, done, total) => progress.show(stage, done, total),
  };
}

/** Shows a person what is about to be done, and asks. */
export async function ask(context: CommandContext, about: string, question: string): Promise<void> {
  context.progress.clear();
  if (process.stderr.isTTY) writeNote(about);
  await context.confirm(question);
}

/** The answer, of lines. */
export function result(lines: readonly string[], data: Done['data'], exit_code = 0): Done {
  return { text: lines.join('\n'), data, exit_code };
}
