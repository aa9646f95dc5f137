import type { Principal } from '../domain/principal.js';
import { asMemoryGraphError, MemoryGraphError } from '../errors/memory-graph-error.js';
import { beginAudit, type CallAudit } from '../policy/call-audit.js';
import type { Permission } from '../policy/permissions.js';
import { requirePermission } from '../policy/permissions.js';
import type { CommitAudit } from '../repository/context.js';
import type {
  Admit,
  AuditSink,
  Authorize,
  CallRecord,
  IncomingCall,
  OnCall,
  ServicesFactory,
} from './call.js';
import type { ToolServices } from './tool.js';

/** What every kind of request needs. */
export interface CallRunner {
  readonly services: ServicesFactory;
  /** Default: what `src/policy` permits the principal. */
  readonly authorize?: Authorize;
  /** Default: everybody is served. */
  readonly admit?: Admit;
  /** Absent = calls are not audited. */
  readonly audit?: AuditSink;
  readonly onCall?: OnCall;
}

/** What one request asks for. */
export interface Work<Input, Result> {
  readonly permission: Permission;
  /** As the caller sent it; read for the ids that it names. */
  readonly args: unknown;
  /** Reads what the caller sent, before anything is opened for it. */
  readonly prepare: () => Input;
  readonly run: (input: Input, services: ToolServices) => Promise<Result>;
  /** The part of an answer that names records. */
  readonly answered?: (result: Result) => unknown;
}

/**
 * Makes out who asks, reads the arguments, authorizes, makes the services, runs, and notes how it ended: the one
 * place where these follow each other. Throws `MemoryGraphError` only; `cancelled` once the signal is raised,
 * whatever the work came to. A call whose audit event cannot be kept fails with the reason.
 */
export async function runCall<Input, Result>(
  runner: CallRunner,
  call: IncomingCall,
  work: Work<Input, Result>,
): Promise<Result> {
  const started = performance.now();
  const elapsed = () => Math.round((performance.now() - started) * 1000) / 1000;
  const who = await identified(call);
  const audit = begin(runner, call, who.principal, work.args);
  const ended = async (error: MemoryGraphError | null): Promise<MemoryGraphError | null> => {
    const unkept = await keep(runner, who.principal, audit, error, elapsed());
    const told = unkept ?? error;
    report(runner, call, who.principal, told, elapsed());
    return told;
  };
  let result: Result;
  try {
    if (who.principal === null) throw who.error;
    const { identity: _identity, ...rest } = call;
    const known = { ...rest, principal: who.principal, ...commitAudit(audit, elapsed) };
    await runner.admit?.(who.principal);
    const input = work.prepare();
    (runner.authorize ?? requirePermission)(who.principal, work.permission);
    if (call.signal.aborted) throw cancelled();
    result = await work.run(input, await runner.services(known));
  } catch (thrown) {
    throw await ended(call.signal.aborted ? cancelled() : asMemoryGraphError(thrown));
  }
  audit?.answered(work.answered?.(result));
  const failure = await ended(null);
  if (failure !== null) throw failure;
  return result;
}

type Identified =
  | { readonly principal: Principal }
  | { readonly principal: null; readonly error: MemoryGraphError };

async function identified({ identity }: IncomingCall): Promise<Identified> {
  try {
    return { principal: await identity.principal() };
  } catch (thrown) {
    return { principal: null, error: asMemoryGraphError(thrown) };
  }
}

function begin(
  { audit }: CallRunner,
  { operation, client }: IncomingCall,
  principal: Principal | null,
  args: unknown,
): CallAudit | undefined {
  if (audit === undefined) return undefined;
  return beginAudit({ call_id: audit.newCallId(), at: audit.now(), principal, client, operation, args });
}

function commitAudit(audit: CallAudit | undefined, elapsed: () => number): { readonly audit?: CommitAudit } {
  if (audit === undefined) return {};
  return {
    audit: {
      eventForCommit: (ids) => audit.eventForCommit(ids, elapsed()),
      committed: () => audit.committed(),
    },
  };
}

/** Writes what is left to be written of a call's audit. @returns why that could not be done, or null. */
async function keep(
  { audit: sink }: CallRunner,
  principal: Principal | null,
  audit: CallAudit | undefined,
  error: MemoryGraphError | null,
  duration_ms: number,
): Promise<MemoryGraphError | null> {
  const event = audit?.finish({ code: error?.code ?? null, duration_ms }) ?? null;
  if (event === null || sink === undefined) return null;
  try {
    await sink.write(principal, event);
    return null;
  } catch (thrown) {
    return asMemoryGraphError(thrown);
  }
}

function report(
  runner: CallRunner,
  { operation, client }: IncomingCall,
  principal: Principal | null,
  error: MemoryGraphError | null,
  duration_ms: number,
): void {
  const outcome: CallRecord['outcome'] =
    error === null ? 'ok' : error.code === 'cancelled' ? 'cancelled' : 'error';
  try {
    runner.onCall?.({
      operation,
      principal,
      ...(client === undefined ? {} : { client }),
      duration_ms,
      outcome,
      ...(error === null ? {} : { code: error.code, error }),
    });
  } catch {
    // A listener's fault must not turn a finished call into a failed one.
  }
}

function cancelled(): MemoryGraphError {
  return new MemoryGraphError('cancelled', 'The call was cancelled; nothing was written.');
}
