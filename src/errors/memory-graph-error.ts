import { ERRORS, type ErrorCode } from './codes.js';

/** Machine-readable facts that go with an error (a current version, the id of an equal record, a field name). */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

const MARK = Symbol.for('memorygraph.error');

/**
 * The one error of this project. `message` is a sentence written here that any client may read;
 * what the operator alone may see (a path, a driver's words) goes into `operatorMessage` and `cause`.
 */
export class MemoryGraphError extends Error {
  /** The bundle holds this class more than once: what counts is what it is, not which file made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  readonly [MARK] = true;
  override readonly name = 'MemoryGraphError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Shown on the operator's stderr and command line only; may name files. */
  readonly operatorMessage: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; operatorMessage?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.operatorMessage = options.operatorMessage ?? message;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  get exitCode(): number {
    return ERRORS[this.code].exit_code;
  }
}

/** Any thrown value as a `MemoryGraphError`; what was not written here becomes `internal`, its text kept as cause. */
export function asMemoryGraphError(thrown: unknown): MemoryGraphError {
  if (thrown instanceof MemoryGraphError) return thrown;
  return new MemoryGraphError(
    'internal',
    'The server failed to do this; nothing was written. Its log on stderr says why.',
    { cause: thrown, operatorMessage: thrown instanceof Error ? thrown.message : String(thrown) },
  );
}
