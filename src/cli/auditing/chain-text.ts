import type { ChainBreak } from '../../domain/audit-chain.js';
import type { AuditReport } from '../../transfer/audit/audit-report.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

/** What is wrong with a chain, as a sentence that names the event. */
export function breakText({ sequence, fault }: ChainBreak): string {
  switch (fault) {
    case 'missing':
      return `Event ${sequence} is missing: another one stands in its place.`;
    case 'unreadable':
      return `Event ${sequence} is damaged: what is there is not what was written.`;
    case 'altered':
      return `Event ${sequence} was altered, or one before it was taken out: its hash does not fit.`;
    case 'cut':
      return `Event ${sequence} is missing: the log ends before it, though it went further.`;
    case 'remade':
      return `Event ${sequence} is another one than before: the log was made anew, up to it at least.`;
    case 'damaged':
      return `The database file is damaged where event ${sequence} should be.`;
  }
}

/** Whose chain it is, for people. */
export function chainName(tenant_id: string | null): string {
  return tenant_id === null ? '(the server)' : safeLine(tenant_id);
}

/** What was found of chains, as a table, with a sentence for each that is broken. */
export function reportsText(reports: readonly AuditReport[]): string {
  const rows = reports.map(({ tenant_id, events, heads_compared, broken }) => [
    chainName(tenant_id),
    String(events),
    heads_compared === 0 ? 'none' : String(heads_compared),
    broken === null ? style.good('whole') : style.bad('broken'),
  ]);
  const faults = reports.flatMap(({ tenant_id, broken }) =>
    broken === null ? [] : [`  - ${chainName(tenant_id)}: ${breakText(broken)}`],
  );
  const verdict = faults.length === 0 ? 'No faults.' : faults.join('\n');
  return `${table(['log of', 'events that fit', 'heads compared', 'is'], rows)}\n\n${verdict}`;
}
