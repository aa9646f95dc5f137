import type { AuditLog } from '../../contracts/audit-log.js';
import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import type { CliOption, CommandContext, CommandOptions } from '../command.js';
import { multiTenant } from '../multi-tenant.js';

/** Options that say whose audit log is meant, alike in every command that looks at one. */
export const CHAIN_OPTIONS: readonly CliOption[] = [
  { flags: '--tenant <id>', description: 'of this tenant; default: the one of MEMORY_DEFAULT_TENANT' },
  {
    flags: '--server',
    description: "the server's own: calls without a valid token, or of no tenant",
    conflicts: ['tenant'],
  },
];

/** One chain of the store. */
export interface Chain {
  /** null: the server's own. */
  readonly tenant_id: string | null;
  readonly log: AuditLog;
}

/** The chain that `CHAIN_OPTIONS` ask for. Throws `usage`, and what opening the store throws. */
export async function openChain(context: CommandContext, options: CommandOptions): Promise<Chain> {
  const backend = await openTenants(context);
  if (options.given('server')) return serverChain(backend);
  return tenantChain(context, backend, options.text('tenant') ?? context.config.settings.default_tenant);
}

/** Every chain of the store: the server's own, then the tenants', by id. */
export async function openChains(context: CommandContext): Promise<readonly Chain[]> {
  const backend = await openTenants(context);
  const tenants = await backend.tenants.list();
  return [serverChain(backend), ...tenants.map(({ tenant_id }) => tenantChain(context, backend, tenant_id))];
}

async function openTenants(context: CommandContext): Promise<MultiTenantBackend> {
  return multiTenant(await context.open({ create: false }));
}

function serverChain(backend: MultiTenantBackend): Chain {
  return { tenant_id: null, log: backend.serverAudit };
}

function tenantChain(context: CommandContext, backend: MultiTenantBackend, tenant_id: string): Chain {
  return { tenant_id, log: backend.audit(context.operatorScope(undefined, tenant_id)) };
}
