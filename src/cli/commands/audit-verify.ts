import { resolve } from 'node:path';
import type { AuditHead } from '../../domain/audit.js';
import type { AuditReport } from '../../transfer/audit/audit-report.js';
import { CHAIN_OPTIONS, openChain, openChains } from '../auditing/chains.js';
import type { CliCommand, CommandContext, CommandOptions } from '../command.js';

const BROKEN = 1;

/** Checks that nobody changed the audit log. */
export const auditVerifyCommand: CliCommand = {
  name: 'audit verify',
  group: 'Several tenants',
  summary: 'check that no event of the audit log was changed',
  description:
    'Checks the chain of hashes of an audit log, of a tenant or of all, or of a file that "audit export" wrote, on any\nmachine. Whoever owns the database file can make the whole chain anew: with heads noted elsewhere before ("audit\nheads") that is found as well. Names the first event that is wrong, and ends with 1 then.',
  options: [
    ...CHAIN_OPTIONS,
    { flags: '--all', description: "every tenant's, and the server's own", conflicts: ['tenant', 'server'] },
    { flags: '--heads <file>', description: 'compare with what "memorygraph audit heads" wrote before' },
    {
      flags: '--file <file>',
      description: 'an exported log instead of the store',
      conflicts: ['tenant', 'server', 'all'],
    },
  ],
  examples: [
    { line: 'memorygraph audit verify --all --heads heads.json', says: 'every log, against earlier heads' },
    { line: 'memorygraph audit verify --file acme.jsonl.gz', says: 'an exported log, without the store' },
  ],
  async run(context, options) {
    const { reportsText } = await import('../auditing/chain-text.js');
    const heads = await givenHeads(options, context.signal);
    const reports = await verify(context, options, heads);
    const ok = reports.every(({ broken }) => broken === null);
    return { text: reportsText(reports), data: { ok, logs: reports }, exit_code: ok ? 0 : BROKEN };
  },
};

async function givenHeads(options: CommandOptions, signal: AbortSignal): Promise<readonly AuditHead[]> {
  const path = options.text('heads');
  if (path === undefined) return [];
  const { readHeads } = await import('../../transfer/audit/heads-file.js');
  return await readHeads(resolve(path), signal);
}

async function verify(
  context: CommandContext,
  options: CommandOptions,
  heads: readonly AuditHead[],
): Promise<AuditReport[]> {
  const file = options.text('file');
  if (file !== undefined) {
    const { verifyAuditFile } = await import('../../transfer/audit/verify-file.js');
    return [await verifyAuditFile(resolve(file), heads, context.signal)];
  }
  const { verifyAuditLog } = await import('../../transfer/audit/verify-log.js');
  const { chainName } = await import('../auditing/chain-text.js');
  const all = options.given('all');
  const chains = all ? await openChains(context) : [await openChain(context, options)];
  const reports: AuditReport[] = [];
  for (const { tenant_id, log } of chains) {
    const what = `events of ${chainName(tenant_id)}`;
    const onProgress = (done: number, total: number) => context.progress.show(what, done, total);
    reports.push(await verifyAuditLog(log, tenant_id, heads, { signal: context.signal, onProgress }));
  }
  return all ? [...reports, ...lost(reports, heads)] : reports;
}

/** Chains that are in the heads and not in the store: their tenants were taken out, events and all. */
function lost(found: readonly AuditReport[], heads: readonly AuditHead[]): AuditReport[] {
  const there = new Set(found.map(({ tenant_id }) => tenant_id));
  const gone = new Set(heads.map(({ tenant_id }) => tenant_id).filter((each) => !there.has(each)));
  return [...gone].map((tenant_id) => ({
    tenant_id,
    events: 0,
    head: null,
    heads_compared: heads.filter((head) => head.tenant_id === tenant_id).length,
    broken: { sequence: 1, fault: 'cut' },
  }));
}
