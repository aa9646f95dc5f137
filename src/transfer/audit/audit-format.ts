import type { AuditHead, ChainedAuditEvent } from '../../domain/audit.js';
import { canonicalEvent } from '../../domain/audit-event.js';
import { canonicalJson } from '../../domain/canonical-json.js';

export const AUDIT_FORMAT = 'memorygraph-audit';
/** Raised when the lines change so that an older program cannot check them. */
export const AUDIT_VERSION = 1;

/** First line of an exported chain. */
export function auditHeaderLine(tenant_id: string | null): string {
  return canonicalJson({ format: AUDIT_FORMAT, version: AUDIT_VERSION, tenant_id }, ['format', 'version']);
}

/** One event: `{"sequence":1,"event":{...},"hash":"..."}`; the event is null where the store had it damaged. */
export function auditEventLine({ sequence, event, hash }: ChainedAuditEvent): string {
  const text = event === null ? 'null' : canonicalEvent(event);
  return `{"sequence":${sequence},"event":${text},"hash":${JSON.stringify(hash)}}`;
}

/** Last line: where the chain stands. */
export function auditHeadLine(head: AuditHead | null): string {
  return canonicalJson({ head });
}
