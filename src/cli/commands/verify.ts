import type { CliCommand, CommandContext, CommandOptions, CommandResult } from '../command.js';
import type { PartReport } from '../looking/verify-store.js';
import { askedTenant, TENANT_OPTION } from '../operator-tenant.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

const FAULTY = 6;

/** Checks the store and its index against each other. */
export const verifyCommand: CliCommand = {
  name: 'verify',
  group: 'Looking',
  summary: 'check the store and its search index; changes nothing',
  description:
    'Checks that the store is whole: the file itself, every record, and the search index against the records. With\ntenants: the registry, then every tenant or the one that is named, each with its audit log. Changes nothing. Ends\nwith 6 where something is wrong.',
  options: [{ ...TENANT_OPTION, description: 'with tenants: only this one; default: all of them' }],
  examples: [{ line: 'memorygraph verify', says: 'after a crash, or before a backup' }],
  async run(context, options) {
    askedTenant(context, options);
    if (context.config.settings.multi_tenant_mode) return verifyParts(context, options);
    const backend = await context.open({ create: false });
    const { checked, faults } = await backend.verify(context.operatorScope());
    const rows = Object.entries(checked).map(([what, count]) => [what, String(count)]);
    return {
      text: `${table(['checked', 'count'], rows)}\n\n${verdict(faults)}`,
      data: { ok: faults.length === 0, checked, faults },
      exit_code: faults.length === 0 ? 0 : FAULTY,
    };
  },
};

async function verifyParts(context: CommandContext, options: CommandOptions): Promise<CommandResult> {
  const { multiTenant } = await import('../multi-tenant.js');
  const { verifyTenants } = await import('../looking/verify-store.js');
  const only = options.text('tenant') === undefined ? null : askedTenant(context, options);
  const backend = multiTenant(await context.open({ create: false }));
  const parts = await verifyTenants(context, backend, only);
  const faults = parts.flatMap((part) => part.faults.map((fault) => `${partName(part)}: ${fault}`));
  const ok = faults.length === 0;
  return {
    text: `${table(['part', 'records', 'audit events', 'is'], parts.map(partCells))}\n\n${verdict(faults)}`,
    data: { ok, parts },
    exit_code: ok ? 0 : FAULTY,
  };
}

function verdict(faults: readonly string[]): string {
  if (faults.length === 0) return 'No faults.';
  return `${faults.length} faults:\n${faults.map((fault) => `  - ${safeLine(fault)}`).join('\n')}`;
}

function partName({ tenant_id }: PartReport): string {
  return tenant_id === null ? '(the registry)' : safeLine(tenant_id);
}

function partCells(part: PartReport): string[] {
  const { checked, audit_events, faults } = part;
  const records = Object.values(checked).reduce((sum, count) => sum + count, 0);
  const state = faults.length === 0 ? style.good('whole') : style.bad('faulty');
  return [partName(part), String(records), String(audit_events), state];
}
