/** How an audited call ended. `denied`: the caller may not do this, or is nobody known here. */
export type AuditOutcome = 'ok' | 'denied' | 'failed' | 'cancelled';

/**
 * One call, as it is kept: who did what to what, through which program, and how it ended. Never what a memory
 * says. Texts that the caller chose (client, ids) are cut and hold no control characters.
 */
export interface AuditEvent {
  /** Of the call, UUIDv7. */
  readonly call_id: string;
  /** When the call came, UTC ISO-8601 with milliseconds. */
  readonly at: string;
  /** null where nobody could be made out. */
  readonly user_id: string | null;
  readonly issuer: string | null;
  readonly client: string | null;
  /** The tool's name, or `resources/read` and its like. */
  readonly operation: string;
  /** Ids the call named or wrote, each once; at most `AUDIT_RESOURCES`. */
  readonly resources: readonly string[];
  readonly outcome: AuditOutcome;
  /** The code the caller was told; null where it went well. */
  readonly code: string | null;
  readonly duration_ms: number;
  /** Set on an event that corrects one written before its call had ended: the same `call_id`. */
  readonly corrects?: true;
}

/** An event in its place in a tenant's chain: each one's hash covers the one before. */
export interface ChainedAuditEvent {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** null where what is stored can no longer be read as the event it was. */
  readonly event: AuditEvent | null;
  /** SHA-256 of the former hash, the sequence and the event, lower-case hex. */
  readonly hash: string;
}

/** Where a chain stands; kept elsewhere it shows whether the chain was made anew. */
export interface AuditHead {
  /** null: the server's own chain, of calls that belong to no tenant. */
  readonly tenant_id: string | null;
  readonly sequence: number;
  readonly hash: string;
}

export const AUDIT_RESOURCES = 100;

/** What the first event's hash covers in the place of a former one. */
export const AUDIT_ROOT = '0'.repeat(64);
