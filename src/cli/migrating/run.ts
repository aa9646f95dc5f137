import { systemClock } from '../../app/clock.js';
import { uuidGenerator } from '../../app/ids.js';
import { openTenantMigration } from '../../app/open-tenant-migration.js';
import { localPrincipal } from '../../auth/local.js';
import type { TenantMigration } from '../../contracts/tenant-migration.js';
import { asMemoryGraphError, MemoryGraphError } from '../../errors/memory-graph-error.js';
import { operatorScope } from '../../policy/access-scope.js';
import { migrateToTenants, planMigration, wantedPlan } from '../../transfer/tenancy/migrate.js';
import { type MigrationWork, tidied } from '../../transfer/tenancy/migration-work.js';
import type { MigrationPlan } from '../../transfer/tenancy/plan.js';
import {
  cancelMigration,
  obstaclesError,
  planReturn,
  returnToOneStore,
} from '../../transfer/tenancy/return.js';
import { type AuditedCommand, auditCommand } from '../auditing/command-audit.js';
import type { CommandContext, CommandResult } from '../command.js';
import { countsText } from '../render/counts-text.js';
import { outlookText, returnText, tallyText } from '../render/migration-text.js';
import { writeNote } from '../terminal/output.js';

/** What was asked for. */
interface Wish {
  /** null = what was begun. */
  readonly plan: MigrationPlan | null;
  readonly dryRun: boolean;
  readonly rollback: boolean;
}

const DRY = 'Dry run: nothing was written.';
const UNTIDY =
  'Another process still reads the store as it was, so that former text stays in its file. Stop it and run this command again.';
const RESTART =
  'Start every server and command on this store with MEMORY_MULTI_TENANT_MODE=true from now on; those that run must be restarted.';

/** Opens the store in whatever state it is, does what was asked for, and notes it where there are tenants then. */
export async function runMigration(context: CommandContext, wish: Wish): Promise<CommandResult> {
  const { config, logger } = context;
  const started_at = systemClock.now();
  const migration = await openTenantMigration(config.settings, { read_only: wish.dryRun, logger });
  let error: MemoryGraphError | null = null;
  let chains: readonly string[] = [];
  try {
    return await (wish.rollback ? takeTenants : giveTenants)(context, migration, wish);
  } catch (thrown) {
    error = await withAdvice(migration, thrown, context.signal);
    throw error;
  } finally {
    chains = await chainsOf(migration, wish);
    await migration.close();
    await note(context, chains, { name: 'migrate-to-multitenant', arguments: [], started_at, error });
  }
}

/** From no tenants to the plan's. */
async function giveTenants(
  context: CommandContext,
  migration: TenantMigration,
  wish: Wish,
): Promise<CommandResult> {
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

/** From tenants to none. */
async function takeTenants(
  context: CommandContext,
  migration: TenantMigration,
  { dryRun }: Wish,
): Promise<CommandResult> {
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

/** A failure in the middle, with what the state of the store asks for. */
async function withAdvice(
  migration: TenantMigration,
  thrown: unknown,
  signal: AbortSignal,
): Promise<MemoryGraphError> {
  const error = asMemoryGraphError(thrown);
  const { state } = await migration.status().catch(() => ({ state: 'single' as const }));
  const advice = ADVICE[state];
  if (advice === undefined) return error;
  if (signal.aborted) {
    // Only that the command was interrupted is said of the failure itself.
    writeNote(`memorygraph: ${advice}`);
    return error;
  }
  const { code, message, operatorMessage, details } = error;
  return new MemoryGraphError(code, `${message} ${advice}`, {
    details,
    operatorMessage: `${operatorMessage} ${advice}`,
    cause: thrown,
  });
}

/** Tenants whose audit logs take the command: those of the store where it has some after it. */
async function chainsOf(migration: TenantMigration, { dryRun }: Wish): Promise<readonly string[]> {
  if (dryRun || (await migration.status()).state !== 'multi') return [];
  return (await migration.parts.tenants.list()).map(({ tenant_id }) => tenant_id);
}

async function note(
  { config, logger, version }: CommandContext,
  tenant_ids: readonly string[],
  command: AuditedCommand,
): Promise<void> {
  const { settings } = config;
  if (tenant_ids.length === 0 || settings.enable_audit_log === false) return;
  const principal = localPrincipal(settings.user_id);
  const looks = tenant_ids.map((tenant_id) => ({
    scope: operatorScope(settings.user_id, tenant_id),
    principal,
  }));
  // The settings of this run may be those from before the store had tenants.
  const ofTenants = { ...config, settings: { ...settings, multi_tenant_mode: true } };
  await auditCommand({ config: ofTenants, logger, version }, looks, command);
}

const ADVICE: Readonly<Record<string, string>> = {
  migrating:
    'Until the migration is finished (run the command again) or given up (with --rollback), nobody else can use the store.',
  returning: 'Until it is finished (run the command with --rollback again), nobody else can use the store.',
};

function workOf({ config, signal, progress }: CommandContext, migration: TenantMigration): MigrationWork {
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
async function ask(context: CommandContext, about: string, question: string): Promise<void> {
  context.progress.clear();
  if (process.stderr.isTTY) writeNote(about);
  await context.confirm(question);
}

function result(lines: readonly string[], data: object, exit_code = 0): CommandResult {
  return { text: lines.join('\n'), data, exit_code };
}
