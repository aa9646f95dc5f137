import type { AuditQuery } from '../../../src/contracts/audit-log.js';
import type { AuditEvent, AuditHead, ChainedAuditEvent } from '../../../src/domain/audit.js';
import { CHAIN_START, type ChainPlace, nextPlace } from '../../../src/domain/audit-chain.js';
import { canonicalEvent, readEvent } from '../../../src/domain/audit-event.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import type { Connection, Parameters } from '../connection.js';

/** Stands in the rows of the server's own chain, which belongs to no tenant. */
export const NO_TENANT = '';

/** Columns beside `event` repeat parts of it for queries; reading compares them. */
interface AuditRow {
  readonly sequence: number;
  readonly at: string;
  readonly user_id: string | null;
  readonly operation: string;
  readonly outcome: string;
  readonly call_id: string;
  readonly event: string;
  readonly hash: string;
}

/** The last row whoever it is of, so that one given to another tenant is seen, not written over. */
const LAST = `SELECT sequence, hash, tenant_id = :tenant_id AS own FROM audit_events
  ORDER BY sequence DESC LIMIT 1`;

interface LastRow extends ChainPlace {
  readonly own: 0 | 1;
}

const INSERT = `INSERT INTO audit_events
    (sequence, tenant_id, at, user_id, operation, outcome, call_id, event, hash)
  VALUES (:sequence, :tenant_id, :at, :user_id, :operation, :outcome, :call_id, :event, :hash)`;

const COLUMNS = 'sequence, at, user_id, operation, outcome, call_id, event, hash';

/**
 * Appends to the chain of a tenant, in the order given, inside a transaction that holds the lock for writing.
 * @param tenant_id `NO_TENANT` for the server's own chain.
 * @throws MemoryGraphError `storage_corrupt` where the last event is of another tenant.
 */
export function appendAudit(connection: Connection, tenant_id: string, events: readonly AuditEvent[]): void {
  const last = connection.get<LastRow>(LAST, { tenant_id });
  if (last?.own === 0) throw ofAnother();
  let place: ChainPlace = last ?? CHAIN_START;
  for (const event of events) {
    const { at, user_id, operation, outcome, call_id } = event;
    const text = canonicalEvent(event);
    place = nextPlace(place, text);
    connection.run(INSERT, { ...place, tenant_id, at, user_id, operation, outcome, call_id, event: text });
  }
}

/** The events of a tenant that a query asks for, oldest first; one whose row was damaged comes as null. */
export function auditEvents(
  connection: Connection,
  tenant_id: string,
  query: AuditQuery,
): ChainedAuditEvent[] {
  const { limit, latest = false } = query;
  const where = ['tenant_id = :tenant_id'];
  const bound: Record<string, Parameters[string]> = { tenant_id, limit };
  for (const [name, condition] of CONDITIONS) {
    const value = query[name];
    if (value === undefined) continue;
    where.push(condition);
    bound[name] = value;
  }
  const rows = connection.all<AuditRow>(
    `SELECT ${COLUMNS} FROM audit_events WHERE ${where.join(' AND ')}
     ORDER BY sequence ${latest ? 'DESC' : 'ASC'} LIMIT :limit`,
    bound,
  );
  const events = rows.map(eventOf);
  return latest ? events.reverse() : events;
}

const CONDITIONS = [
  ['after', 'sequence > :after'],
  ['since', 'at >= :since'],
  ['until', 'at < :until'],
  ['user_id', 'user_id = :user_id'],
  ['operation', 'operation = :operation'],
  ['outcome', 'outcome = :outcome'],
] as const satisfies readonly (readonly [keyof AuditQuery, string])[];

/** Where the chain stands; null = no event yet. */
export function auditHead(connection: Connection, tenant_id: string): AuditHead | null {
  const last = connection.get<LastRow>(LAST, { tenant_id });
  if (last === undefined) return null;
  const { sequence, hash } = last;
  return { tenant_id: tenant_id === NO_TENANT ? null : tenant_id, sequence, hash };
}

function ofAnother(): MemoryGraphError {
  return new MemoryGraphError(
    'storage_corrupt',
    'The audit log of this tenant ends with an event of another, so nothing can be noted in it. Tell the operator.',
    {
      operatorMessage:
        'The audit log of a tenant ends with an event of another: its file was changed or put in the place of another. "memorygraph audit verify" says more.',
    },
  );
}

function eventOf(row: AuditRow): ChainedAuditEvent {
  const { sequence, hash } = row;
  const event = readEvent(row.event);
  return { sequence, event: event !== null && isRowOf(row, event) ? event : null, hash };
}

function isRowOf(row: AuditRow, event: AuditEvent): boolean {
  return NAMED.every((name) => row[name] === event[name]);
}

const NAMED = ['at', 'user_id', 'operation', 'outcome', 'call_id'] as const;
