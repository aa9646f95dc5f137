import type { AuditEvent, ChainedAuditEvent } from '../../domain/audit.js';
import { safeLine } from '../terminal/safe-text.js';
import { style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

const HEAD = ['event', 'time', 'user', 'outcome', 'operation', 'ms', 'client', 'records'];

/** Events as a table, one line each, whatever they hold. */
export function eventsText(events: readonly ChainedAuditEvent[]): string {
  return table(
    HEAD,
    events.map(({ sequence, event }) => [String(sequence), ...cells(event)]),
  );
}

function cells(event: AuditEvent | null): string[] {
  if (event === null) return ['', '', style.bad('damaged'), '', '', '', ''];
  const { at, user_id, operation, duration_ms, client, resources } = event;
  return [
    safeLine(at),
    user_id === null ? '-' : safeLine(user_id),
    outcomeCell(event),
    safeLine(operation),
    duration_ms.toFixed(1),
    client === null ? '-' : safeLine(client),
    style.faint(resources.map(safeLine).join(' ')),
  ];
}

function outcomeCell({ outcome, code, corrects }: AuditEvent): string {
  const why = code === null ? '' : ` (${safeLine(code)})`;
  const said = `${corrects === true ? 'corrected: ' : ''}${outcome}${why}`;
  return outcome === 'ok' ? said : style.bad(said);
}
