import { AUDIT_RESOURCES, type AuditEvent, type AuditOutcome } from '../domain/audit.js';
import type { Principal } from '../domain/principal.js';
import type { ErrorCode } from '../errors/codes.js';
import { auditText } from './audit-text.js';
import { visitNamedIds } from './named-ids.js';

/** A call as it comes. */
export interface AuditedCall {
  /** UUIDv7, made for this call. */
  readonly call_id: string;
  /** When it came, ISO. */
  readonly at: string;
  /** null where nobody could be made out. */
  readonly principal: Principal | null;
  /** What the client calls itself. */
  readonly client?: string | undefined;
  readonly operation: string;
  /** As the client sent them, checked or not. */
  readonly args: unknown;
}

/** The audit of one call, from its coming to its end. The same call never gets two events, but for a correction. */
export interface CallAudit {
  /** Notes the ids that an answer, or anything built like one, names. */
  answered(answer: unknown): void;
  /**
   * The event to write in the transaction of a commit: outcome ok. null once one was written: what further commits
   * of the call write is told by `finish`. To be asked anew for each attempt; commits of one call do not overlap.
   * @param ids of the records that the commit writes.
   */
  eventForCommit(ids: readonly string[], duration_ms: number): AuditEvent | null;
  /** The commit with that event was done. */
  committed(): void;
  /**
   * What is still to be written when the call has ended: the event; or, where a commit wrote one that says too
   * little or is wrong, one that corrects it; or nothing.
   * @param end `code` is what the caller is told; null where it went well.
   */
  finish(end: { readonly code: ErrorCode | null; readonly duration_ms: number }): AuditEvent | null;
}

const DENIED: ReadonlySet<ErrorCode> = new Set(['forbidden', 'unauthenticated', 'tenant_unavailable']);

/** How a call ended, by the code that the caller is told. */
export function auditOutcome(code: ErrorCode | null): AuditOutcome {
  if (code === null) return 'ok';
  if (code === 'cancelled') return 'cancelled';
  return DENIED.has(code) ? 'denied' : 'failed';
}

/** Begins the audit of one call. Holds what the caller sent only until the ids are read out of it. */
export function beginAudit(call: AuditedCall): CallAudit {
  const { call_id, at, principal, client, operation, args } = call;
  const who = {
    call_id,
    at,
    user_id: principal === null ? null : auditText(principal.user_id),
    issuer: principal === null ? null : auditText(principal.issuer),
    client: client === undefined ? null : auditText(client),
    operation: auditText(operation),
  };
  const resources = new Set<string>();
  let attempt: { readonly ids: readonly string[]; readonly event: AuditEvent | null } | null = null;
  let written: AuditEvent | null = null;
  let writtenLater = false;

  const takeInto = (ids: Set<string>) => (id: string) => {
    if (ids.size < AUDIT_RESOURCES) ids.add(id);
  };
  const event = (ids: ReadonlySet<string>, code: ErrorCode | null, duration_ms: number): AuditEvent => ({
    ...who,
    resources: [...ids],
    outcome: auditOutcome(code),
    code,
    // A clock may have been set back meanwhile.
    duration_ms: Math.max(0, Math.round(duration_ms * 1000) / 1000),
  });
  visitNamedIds(args, takeInto(resources));

  return {
    answered: (answer) => visitNamedIds(answer, takeInto(resources)),
    eventForCommit(ids, duration_ms) {
      // An attempt may fail, and what it would have written is then nothing that the call wrote.
      const all = new Set(resources);
      visitNamedIds({ ids }, takeInto(all));
      attempt = { ids, event: written === null ? event(all, null, duration_ms) : null };
      return attempt.event;
    },
    committed() {
      if (attempt === null) return;
      visitNamedIds({ ids: attempt.ids }, takeInto(resources));
      writtenLater ||= written !== null && !holdsAll(written.resources, attempt.ids);
      written ??= attempt.event;
      attempt = null;
    },
    finish({ code, duration_ms }) {
      const whole = event(resources, code, duration_ms);
      if (written === null) return whole;
      return code === null && !writtenLater ? null : { ...whole, corrects: true };
    },
  };
}

/** True where a full list has no room for what it lacks. */
function holdsAll(listed: readonly string[], ids: readonly string[]): boolean {
  return listed.length >= AUDIT_RESOURCES || ids.every((id) => listed.includes(id));
}
