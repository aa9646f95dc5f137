import { systemClock } from '../app/clock.js';
import type { Backend } from '../contracts/backend.js';
import type { AccessScope } from '../domain/access-scope.js';
import { isTenantId } from '../domain/tenant.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { CliOption, CommandContext, CommandOptions } from './command.js';

/** Says whose part of the store an operator's command is about, alike in each of them. */
export const TENANT_OPTION: CliOption = {
  flags: '--tenant <id>',
  description: 'with tenants: the one it is about; default: the one of MEMORY_DEFAULT_TENANT',
};

/** A store opened for its operator, and the part of it that is meant. */
export interface OperatorStore {
  readonly backend: Backend;
  readonly scope: AccessScope;
  /** null in a store without tenants. */
  readonly tenant_id: string | null;
}

/**
 * The tenant that `TENANT_OPTION` asks for; null in a store without tenants.
 * @throws MemoryGraphError `usage` where a tenant is named and there are none, or for what is no name of one.
 */
export function askedTenant({ config }: CommandContext, options: CommandOptions): string | null {
  const asked = options.text('tenant');
  const { multi_tenant_mode, default_tenant } = config.settings;
  if (asked === undefined) return multi_tenant_mode ? default_tenant : null;
  if (!multi_tenant_mode)
    throw new MemoryGraphError(
      'usage',
      '--tenant is for stores with several tenants; MEMORY_MULTI_TENANT_MODE is off.',
    );
  return checkedTenant(asked, '--tenant');
}

/** @throws MemoryGraphError `usage` for a text that cannot name a tenant. */
export function checkedTenant(text: string, what: string): string {
  if (isTenantId(text)) return text;
  throw new MemoryGraphError(
    'usage',
    `${what} must be 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit.`,
  );
}

/**
 * Opens the store for its operator. Half of a backup does not pass for a whole one: a tenant whose restore was cut off
 * is refused, as a store without tenants is.
 * @throws MemoryGraphError `tenant_unavailable` where there is no such tenant, `storage_corrupt`, `usage`, and what
 * opening the store throws.
 */
export async function openForOperator(
  context: CommandContext,
  options: CommandOptions,
  use: Parameters<CommandContext['open']>[0] = { create: false },
): Promise<OperatorStore> {
  const tenant_id = askedTenant(context, options);
  const backend = await context.open(use);
  const scope = scopeOf(context, tenant_id);
  if (tenant_id !== null) await refuseUnfinished(context, backend, tenant_id);
  return { backend, scope, tenant_id };
}

/** @throws MemoryGraphError `storage_corrupt` where only a part of a backup was restored into the tenant. */
export async function refuseUnfinished(
  context: CommandContext,
  backend: Backend,
  tenant_id: string,
): Promise<void> {
  const { RESTORE_USER_ID, unfinishedError, unfinishedRestore } = await import(
    '../transfer/backup/unfinished-restore.js'
  );
  const scope = context.operatorScope(RESTORE_USER_ID, tenant_id);
  if ((await unfinishedRestore(backend, scope, systemClock.now())) !== null) throw unfinishedError();
}

function scopeOf(context: CommandContext, tenant_id: string | null): AccessScope {
  return tenant_id === null ? context.operatorScope() : context.operatorScope(undefined, tenant_id);
}
