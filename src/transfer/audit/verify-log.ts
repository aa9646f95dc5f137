import type { AuditLog } from '../../contracts/audit-log.js';
import type { AuditHead } from '../../domain/audit.js';
import { CHAIN_START, type ChainCheck, verifyChain, verifyEnd } from '../../domain/audit-chain.js';
import { type AuditReport, type AuditWork, headsOf } from './audit-report.js';
import { chainPages, isDamage } from './chain-pages.js';

/**
 * Checks one chain of a store from its first event to the one that is the last when the checking begins; servers may
 * go on writing meanwhile. Throws `cancelled`, and what the store throws, but for a damaged file: that is an answer.
 * @param known heads noted before, of any chains; those of this one are compared.
 */
export async function verifyAuditLog(
  log: AuditLog,
  tenant_id: string | null,
  known: readonly AuditHead[],
  { signal, onProgress }: AuditWork = {},
): Promise<AuditReport> {
  const noted = headsOf(known, tenant_id);
  const facts = { tenant_id, heads_compared: noted.length };
  let head: AuditHead | null = null;
  let check: ChainCheck = { place: CHAIN_START, broken: null };
  try {
    head = await log.head();
    const heads = head === null ? noted : [...noted, head];
    const last = Math.max(0, ...heads.map(({ sequence }) => sequence));
    for await (const page of chainPages(log, last, signal)) {
      check = verifyChain(page, check.place, heads);
      if (check.broken !== null) break;
      onProgress?.(check.place.sequence, last);
    }
    const broken = check.broken ?? verifyEnd(check.place, heads);
    return { ...facts, events: check.place.sequence, head, broken };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    const { sequence } = check.place;
    return { ...facts, events: sequence, head, broken: { sequence: sequence + 1, fault: 'damaged' } };
  }
}
