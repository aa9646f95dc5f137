import type { AuditLog } from '../../contracts/audit-log.js';
import { CHAIN_START, type ChainCheck, verifyChain, verifyEnd } from '../../domain/audit-chain.js';
import { auditEventLine, auditHeaderLine, auditHeadLine } from './audit-format.js';
import type { AuditReport, AuditWork } from './audit-report.js';
import { chainPages } from './chain-pages.js';

/** A chain while it is being written to a file. */
export interface AuditExport {
  /** The text, a page of events at a time; to be read once, to its end. */
  readonly chunks: AsyncIterable<string>;
  /** What was found of the chain on the way; complete at the end. */
  report(): AuditReport;
}

/**
 * One chain as JSON lines: what it is of, its events up to the one that is the last when the export begins, and
 * where it stands. A chain with a fault is exported as it is. Throws `cancelled`, and what the store throws.
 */
export async function exportAuditLog(
  log: AuditLog,
  tenant_id: string | null,
  { signal, onProgress }: AuditWork = {},
): Promise<AuditExport> {
  const head = await log.head();
  const heads = head === null ? [] : [head];
  const last = head?.sequence ?? 0;
  let check: ChainCheck = { place: CHAIN_START, broken: null };

  async function* chunks(): AsyncGenerator<string> {
    yield `${auditHeaderLine(tenant_id)}\n`;
    let written = 0;
    for await (const page of chainPages(log, last, signal)) {
      if (check.broken === null) check = verifyChain(page, check.place, heads);
      yield page.map((each) => `${auditEventLine(each)}\n`).join('');
      written += page.length;
      onProgress?.(written, last);
    }
    yield `${auditHeadLine(head)}\n`;
  }

  return {
    chunks: chunks(),
    report: () => ({
      tenant_id,
      events: check.place.sequence,
      head,
      heads_compared: 0,
      broken: check.broken ?? verifyEnd(check.place, heads),
    }),
  };
}
