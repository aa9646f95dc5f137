import type { AuditEvent, AuditHead, AuditOutcome, ChainedAuditEvent } from '../domain/audit.js';

/** Which events to read, oldest first. All given parts must hold. */
export interface AuditQuery {
  /** Only events behind this sequence. */
  readonly after?: number;
  /** From this time on, ISO. */
  readonly since?: string;
  /** Before this time, ISO. */
  readonly until?: string;
  readonly user_id?: string;
  readonly operation?: string;
  readonly outcome?: AuditOutcome;
  readonly limit: number;
  /** The last ones that fit instead of the first; oldest first all the same. */
  readonly latest?: boolean;
}

/** One chain of audit events: a tenant's, or the server's own. Nothing in it is ever changed. */
export interface AuditLog {
  /** Appends in the order given, in one commit. */
  append(events: readonly AuditEvent[]): Promise<void>;
  events(query: AuditQuery): Promise<ChainedAuditEvent[]>;
  /** null = no event yet. */
  head(): Promise<AuditHead | null>;
}
