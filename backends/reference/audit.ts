import type { AuditLog, AuditQuery } from '../../src/contracts/audit-log.js';
import type { AuditEvent, AuditHead, ChainedAuditEvent } from '../../src/domain/audit.js';
import { CHAIN_START, chained } from '../../src/domain/audit-chain.js';
import { frozen } from './frozen.js';

/** Tenant -> its chain; `''` is the server's own. The lists are frozen: an append puts a longer one in place. */
export type AuditChains = Map<string, readonly ChainedAuditEvent[]>;

/** Appends to the chain of a tenant, in the order given. */
export function appendAudit(chains: AuditChains, tenant_id: string, events: readonly AuditEvent[]): void {
  const chain = [...(chains.get(tenant_id) ?? [])];
  for (const event of events) chain.push(frozen(chained(chain.at(-1) ?? CHAIN_START, event)));
  chains.set(tenant_id, Object.freeze(chain));
}

/** The events of a tenant that a query asks for, oldest first. */
export function auditEvents(chains: AuditChains, tenant_id: string, query: AuditQuery): ChainedAuditEvent[] {
  const found = (chains.get(tenant_id) ?? []).filter((each) => isAskedFor(each, query));
  return query.latest === true ? found.slice(-query.limit) : found.slice(0, query.limit);
}

/** Where the chain of a tenant stands; null = no event yet. */
export function auditHead(chains: AuditChains, tenant_id: string): AuditHead | null {
  const last = chains.get(tenant_id)?.at(-1);
  if (last === undefined) return null;
  return { tenant_id: tenant_id === '' ? null : tenant_id, sequence: last.sequence, hash: last.hash };
}

/**
 * One chain as the contract has it.
 * @param chains asked at every call: a commit may have put other maps in place.
 */
export function auditLog(chains: () => AuditChains, tenant_id: string): AuditLog {
  return {
    append: async (events) => appendAudit(chains(), tenant_id, events),
    events: async (query) => auditEvents(chains(), tenant_id, query),
    head: async () => auditHead(chains(), tenant_id),
  };
}

function isAskedFor({ sequence, event }: ChainedAuditEvent, query: AuditQuery): boolean {
  if (event === null) return false;
  const { after = 0, since, until, user_id, operation, outcome } = query;
  if (sequence <= after) return false;
  if (since !== undefined && event.at < since) return false;
  if (until !== undefined && event.at >= until) return false;
  if (user_id !== undefined && event.user_id !== user_id) return false;
  if (operation !== undefined && event.operation !== operation) return false;
  return outcome === undefined || event.outcome === outcome;
}
