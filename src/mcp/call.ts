import type { Identity } from '../contracts/identity.js';
import type { AuditEvent } from '../domain/audit.js';
import type { Principal } from '../domain/principal.js';
import type { ErrorCode } from '../errors/codes.js';
import type { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Permission } from '../policy/permissions.js';
import type { CommitAudit } from '../repository/context.js';
import type { ToolServices } from './tool.js';

/** One request as it comes: through which client, for what, and how to learn who asks. */
export interface IncomingCall {
  /** The tool's name; `resources/read`, `resources/list`, `prompts/get`, `completion/complete` for the others. */
  readonly operation: string;
  readonly identity: Identity;
  /** Name and version of the client, as the client says; stamped on what it stores. */
  readonly client?: string;
  readonly signal: AbortSignal;
  readonly progress: ToolServices['progress'];
}

/** One request as the layers below see it: who asks is known. */
export interface Call extends Omit<IncomingCall, 'identity'> {
  readonly principal: Principal;
  /** Notes the call in the commit that it makes; absent where calls are not audited. */
  readonly audit?: CommitAudit;
}

/** Makes what a call works with: repositories under the access scope of `call.principal`. */
export type ServicesFactory = (call: Call) => ToolServices | Promise<ToolServices>;

/** Throws `forbidden` where the caller may not do this. */
export type Authorize = (principal: Principal, permission: Permission) => void;

/** Throws `tenant_unavailable` where the caller's tenant is not served. */
export type Admit = (principal: Principal) => Promise<void>;

/** Where audit events go that no commit of the call has taken with it. */
export interface AuditSink {
  readonly newCallId: () => string;
  readonly now: () => string;
  /** Keeps the event in the chain of the principal's tenant, or the server's own. A call whose event cannot be kept fails. */
  write(principal: Principal | null, event: AuditEvent): Promise<void>;
}

/** How a call ended, for the log. */
export interface CallRecord {
  readonly operation: string;
  /** null where nobody could be made out. */
  readonly principal: Principal | null;
  readonly client?: string;
  readonly outcome: 'ok' | 'error' | 'cancelled';
  readonly code?: ErrorCode;
  /** What the operator may see of a failure (its cause, a path). Never sent to a client. */
  readonly error?: MemoryGraphError;
  readonly duration_ms: number;
}

/** Told once after each call. What it throws is ignored. */
export type OnCall = (record: CallRecord) => void;
