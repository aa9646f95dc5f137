import { systemClock } from '../../app/clock.js';
import { openTenantMigration } from '../../app/open-tenant-migration.js';
import { localPrincipal } from '../../auth/local.js';
import type { TenantMigration } from '../../contracts/tenant-migration.js';
import { asMemoryGraphError, type MemoryGraphError } from '../../errors/memory-graph-error.js';
import { operatorScope } from '../../policy/access-scope.js';
import { adviceFor, withAdvice } from '../../transfer/tenancy/advice.js';
import { type AuditedCommand, auditCommand } from '../auditing/command-audit.js';
import type { CommandContext, CommandResult } from '../command.js';
import { writeNote } from '../terminal/output.js';
import { giveTenants } from './give-tenants.js';
import { takeTenants } from './take-tenants.js';
import type { Wish } from './work.js';

/** Opens the store in whatever state it is, does what was asked for, and notes it where there are tenants then. */
export async function runMigration(context: CommandContext, wish: Wish): Promise<CommandResult> {
  const { config, logger } = context;
  const started_at = systemClock.now();
  const migration = await openTenantMigration(config.settings, { read_only: wish.dryRun, logger });
  let error: MemoryGraphError | null = null;
  let changed = false;
  try {
    const done = await (wish.rollback ? takeTenants : giveTenants)(context, migration, wish);
    changed = done.data.changed;
    return done;
  } catch (thrown) {
    error = await failureOf(migration, thrown, context.signal);
    throw error;
  } finally {
    // Where there was nothing to do, nothing is written either.
    const chains = changed || error !== null ? await chainsOf(migration, wish).catch(() => []) : [];
    await migration.close();
    await note(context, chains, { name: 'migrate-to-multitenant', arguments: [], started_at, error });
  }
}

/** Of an interruption the command line says nothing more by itself. */
async function failureOf(
  migration: TenantMigration,
  thrown: unknown,
  signal: AbortSignal,
): Promise<MemoryGraphError> {
  if (!signal.aborted) return withAdvice(migration, thrown);
  const advice = await adviceFor(migration);
  if (advice !== null) writeNote(`memorygraph: ${advice}`);
  return asMemoryGraphError(thrown);
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
