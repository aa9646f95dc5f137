import { asMemoryGraphError, MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Permission } from '../policy/permissions.js';
import { permits } from '../policy/permissions.js';
import type { Authorize, Call, CallRecord, OnCall, ServicesFactory } from './call.js';
import type { ToolServices } from './tool.js';

/** What every kind of request needs. */
export interface CallRunner {
  readonly services: ServicesFactory;
  /** Default: what `src/policy` permits the principal. */
  readonly authorize?: Authorize;
  readonly onCall?: OnCall;
}

/** What one request asks for. */
export interface Work<Input, Result> {
  readonly permission: Permission;
  /** Reads what the caller sent, before anything is opened for it. */
  readonly prepare: () => Input;
  readonly run: (input: Input, services: ToolServices) => Promise<Result>;
}

/**
 * Prepares, authorizes, makes the services, runs, and reports how it ended. Throws `MemoryGraphError` only;
 * `cancelled` once the signal is raised, whatever the work came to.
 */
export async function runCall<Input, Result>(
  runner: CallRunner,
  call: Call,
  work: Work<Input, Result>,
): Promise<Result> {
  const started = performance.now();
  try {
    const input = work.prepare();
    (runner.authorize ?? authorizeByPolicy)(call, work.permission);
    if (call.signal.aborted) throw cancelled();
    const result = await work.run(input, await runner.services(call));
    report(runner, call, started, { outcome: 'ok' });
    return result;
  } catch (thrown) {
    const error = call.signal.aborted ? cancelled() : asMemoryGraphError(thrown);
    const outcome = error.code === 'cancelled' ? 'cancelled' : 'error';
    report(runner, call, started, { outcome, code: error.code, error });
    throw error;
  }
}

function report(
  runner: CallRunner,
  call: Call,
  started: number,
  end: Pick<CallRecord, 'outcome' | 'code' | 'error'>,
): void {
  const duration_ms = Math.round((performance.now() - started) * 1000) / 1000;
  const { operation, principal, client } = call;
  try {
    runner.onCall?.({
      operation,
      principal,
      ...(client === undefined ? {} : { client }),
      duration_ms,
      ...end,
    });
  } catch {
    // A listener's fault must not turn a finished call into a failed one.
  }
}

function authorizeByPolicy(call: Call, permission: Permission): void {
  if (permits(call.principal, permission)) return;
  throw new MemoryGraphError(
    'forbidden',
    `The caller may not ${permission.action} this ${permission.resource}.`,
  );
}

function cancelled(): MemoryGraphError {
  return new MemoryGraphError('cancelled', 'The call was cancelled; nothing was written.');
}
