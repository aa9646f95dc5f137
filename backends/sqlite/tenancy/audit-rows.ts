import type { AuditQuery } from '../../../src/contracts/audit-log.js';
import type { AuditEvent, AuditHead, ChainedAuditEvent } from '../../../src/domain/audit.js';
import { CHAIN_START, type ChainPlace, nextPlace } from '../../../src/domain/audit-chain.js';
import { canonicalEvent, readEvent } from '../../../src/domain/audit-event.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import type { Connection, Parameters } from '../connection.js';

/** Stands in the rows of the server's own chain, which belongs to no tenant. */
export const NO_TENANT = '';

interface AuditRow {
  readonly sequence: number;
  readonly event: string;
  readonly hash: string;
}

/** The last row whoever it is of, so that one given to another tenant is seen, not written over. */
const LAST = `SELECT sequence, hash, tenant_id = :tenant_id AS own FROM audit_events
  ORDER BY sequence DESC LIMIT 1`;

interface LastRow extends ChainPlace {
  readonly own: 0 | 1;
}

const INSERT = `INSERT INTO audit_events (sequence, tenant_id, event, hash)
  VALUES (:sequence, :tenant_id, :event, :hash)`;

/**
 * Appends to the chain of a tenant, in the order given, inside a transaction that holds the lock for writing.
 * @param tenant_id `NO_TENANT` for the server's own chain.
 * @throws MemoryGraphError `storage_corrupt` where the last event is of another tenant.
 */
export function appendAudit(connection: Connection, tenant_id: string, events: readonly AuditEvent[]): void {
  appendTexts(connection, tenant_id, events.map(canonicalEvent));
}

/** The same for events that were written as texts already, see `canonicalEvent`. */
export function appendTexts(connection: Connection, tenant_id: string, texts: readonly string[]): void {
  const last = connection.get<LastRow>(LAST, { tenant_id });
  if (last?.own === 0) throw ofAnother();
  let place: ChainPlace = last ?? CHAIN_START;
  for (const event of texts) {
    place = nextPlace(place, event);
    connection.run(INSERT, { ...place, tenant_id, event });
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
    `SELECT sequence, event, hash FROM audit_events WHERE ${where.join(' AND ')}
     ORDER BY sequence ${latest ? 'DESC' : 'ASC'} LIMIT :limit`,
    bound,
  );
  const events = rows.map(eventOf);
  return latest ? events.reverse() : events;
}

const CONDITIONS = [
  ['after', 'sequence > :after'],
  ['since', ofEvent('at', '>= :since')],
  ['until', ofEvent('at', '< :until')],
  ['user_id', ofEvent('user_id', '= :user_id')],
  ['operation', ofEvent('operation', '= :operation')],
  ['outcome', ofEvent('outcome', '= :outcome')],
] as const satisfies readonly (readonly [keyof AuditQuery, string])[];

/** A damaged event is shown whatever was asked for. */
function ofEvent(name: keyof AuditEvent, condition: string): string {
  return `CASE WHEN json_valid(event) THEN event ->> '$.${name}' ${condition} ELSE TRUE END`;
}

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

function eventOf({ sequence, event, hash }: AuditRow): ChainedAuditEvent {
  return { sequence, event: readEvent(event), hash };
}
