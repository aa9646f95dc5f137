import type { MultiTenantBackend } from '../../contracts/tenancy.js';
import type { Tenant } from '../../domain/tenant.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliArgument, CliCommand, CommandContext, CommandOptions } from '../command.js';
import { checkedTenant } from '../operator-tenant.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

const GROUP = 'Several tenants';
const ID: CliArgument = { flags: '<id>', description: 'the tenant, as tokens name it', names: true };

/** Adds a tenant to the store. */
export const tenantAddCommand: CliCommand = {
  name: 'tenant add',
  group: GROUP,
  summary: 'add a tenant',
  description:
    'Adds a tenant with an empty store of its own; makes the database where it is not there. One that is there already\nis left as it is. Names have 1 to 64 letters, digits, dots, dashes or underscores.',
  arguments: [ID],
  options: [],
  examples: [{ line: 'memorygraph tenant add acme', says: 'from now on tokens of acme are served' }],
  async run(context, options) {
    const { systemClock } = await import('../../app/clock.js');
    const tenant_id = tenantOf(options);
    const { tenants } = await openTenants(context, true);
    const before = await tenants.find(tenant_id);
    const tenant = await tenants.add(tenant_id, systemClock.now());
    noteIn(context, tenant_id);
    const says = before === null ? 'was added' : `is there already, ${tenant.status}`;
    return { text: `The tenant ${tenant_id} ${says}.`, data: { tenant, created: before === null } };
  },
};

/** Shows the tenants of the store. */
export const tenantListCommand: CliCommand = {
  name: 'tenant list',
  group: GROUP,
  summary: 'the tenants of this store',
  description:
    'Lists the tenants of this store, in the order of their names. With --json also the key of each: its file, beside\nthe database, is named by it.',
  options: [],
  examples: [{ line: 'memorygraph tenant list', says: 'who is there?' }],
  async run(context) {
    const { tenants } = await openTenants(context, false);
    const found = await tenants.list();
    return { text: listText(found), data: { tenants: found } };
  },
};

/** Stops serving a tenant. */
export const tenantSuspendCommand: CliCommand = {
  name: 'tenant suspend',
  group: GROUP,
  summary: 'serve a tenant no more, until it is resumed; its data stays',
  description:
    'Suspends a tenant: from the next call on everybody of it is refused, by every server on this store. Its data stays\nas it is, and the commands of the operator (backup, verify, purge, undo) go on working. Asks first.',
  arguments: [ID],
  options: [],
  examples: [{ line: 'memorygraph tenant suspend acme', says: 'after asking' }],
  async run(context, options) {
    const tenant_id = tenantOf(options);
    const { tenants } = await openTenants(context, false);
    const found = required(await tenants.find(tenant_id), tenant_id);
    noteIn(context, tenant_id);
    if (found.status === 'suspended')
      return {
        text: `The tenant ${tenant_id} is suspended already.`,
        data: { tenant: found, changed: false },
      };
    await context.confirm(`Suspend the tenant ${tenant_id}? Nobody of it will be served.`);
    const tenant = required(await tenants.setStatus(tenant_id, 'suspended'), tenant_id);
    return { text: `The tenant ${tenant_id} is suspended.`, data: { tenant, changed: true } };
  },
};

/** Serves a suspended tenant again. */
export const tenantResumeCommand: CliCommand = {
  name: 'tenant resume',
  group: GROUP,
  summary: 'serve a suspended tenant again',
  description:
    'Lets a suspended tenant be used again, from the next call on. One whose restore was cut off is refused: it holds\nonly a part of its backup.',
  arguments: [ID],
  options: [],
  examples: [{ line: 'memorygraph tenant resume acme', says: 'acme is served again' }],
  async run(context, options) {
    const { refuseUnfinished } = await import('../operator-tenant.js');
    const tenant_id = tenantOf(options);
    const backend = await openTenants(context, false);
    const found = required(await backend.tenants.find(tenant_id), tenant_id);
    noteIn(context, tenant_id);
    if (found.status === 'active')
      return { text: `The tenant ${tenant_id} is in use.`, data: { tenant: found, changed: false } };
    await refuseUnfinished(context, backend, tenant_id);
    const tenant = required(await backend.tenants.setStatus(tenant_id, 'active'), tenant_id);
    return { text: `The tenant ${tenant_id} is served again.`, data: { tenant, changed: true } };
  },
};

function tenantOf(options: CommandOptions): string {
  const [text = ''] = options.argument('id');
  return checkedTenant(text, 'The name of a tenant');
}

async function openTenants(context: CommandContext, create: boolean): Promise<MultiTenantBackend> {
  const { multiTenant, requireTenants } = await import('../multi-tenant.js');
  // Before anything is opened: without tenants this must make no database.
  requireTenants(context);
  return multiTenant(await context.open({ create }));
}

/** The audit log of this tenant takes the command, though it looks at none of its records. */
function noteIn(context: CommandContext, tenant_id: string): void {
  context.operatorScope(undefined, tenant_id);
}

function required(tenant: Tenant | null, tenant_id: string): Tenant {
  if (tenant !== null) return tenant;
  throw new MemoryGraphError(
    'not_found',
    `There is no tenant ${tenant_id} in this store. "memorygraph tenant list" shows those there are.`,
  );
}

function listText(tenants: readonly Tenant[]): string {
  if (tenants.length === 0) return 'There are no tenants yet. "memorygraph tenant add ID" adds one.';
  return table(
    ['tenant', 'is', 'since'],
    tenants.map(({ tenant_id, status, created_at }) => [
      tenant_id,
      status === 'active' ? style.good(status) : style.bad(status),
      created_at.slice(0, 10),
    ]),
  );
}
