import type { Principal } from '../domain/principal.js';
import type { ErrorCode } from '../errors/codes.js';
import type { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Permission } from '../policy/permissions.js';
import type { ToolServices } from './tool.js';

/** One request as the layers below see it: who asks, through which client, for what. */
export interface Call {
  /** The tool's name; `resources/read`, `resources/list`, `prompts/get`, `completion/complete` for the others. */
  readonly operation: string;
  readonly principal: Principal;
  /** Name and version of the client, as the client says; stamped on what it stores. */
  readonly client?: string;
  readonly signal: AbortSignal;
  readonly progress: ToolServices['progress'];
}

/** Makes what a call works with: repositories under the access scope of `call.principal`. */
export type ServicesFactory = (call: Call) => ToolServices | Promise<ToolServices>;

/** Throws `forbidden` where the caller may not do this. */
export type Authorize = (call: Call, permission: Permission) => void;

/** How a call ended, for the log and the audit. */
export interface CallRecord {
  readonly operation: string;
  readonly principal: Principal;
  readonly client?: string;
  readonly outcome: 'ok' | 'error' | 'cancelled';
  readonly code?: ErrorCode;
  /** What the operator may see of a failure (its cause, a path). Never sent to a client. */
  readonly error?: MemoryGraphError;
  readonly duration_ms: number;
}

/** Told once after each call. What it throws is ignored. */
export type OnCall = (record: CallRecord) => void;
