import { asMemoryGraphError, type MemoryGraphError } from '../errors/memory-graph-error.js';
import { writeNote } from './terminal/output.js';
import { safeJson, safeText } from './terminal/safe-text.js';

/** Tells of a failure on stderr, in one line or as JSON, and sets the exit code. Never a stack. */
export function reportFailure(thrown: unknown, asJson: boolean): void {
  const error = asMemoryGraphError(thrown);
  writeNote(asJson ? safeJson(JSON.stringify({ error: errorFacts(error) })) : failureText(error));
  process.exitCode = error.exitCode;
}

/** An error as the operator may see it, for JSON output. */
export function errorFacts(error: MemoryGraphError): Record<string, unknown> {
  const { code, operatorMessage: message, details, retryable, exitCode: exit_code } = error;
  return { code, message, exit_code, retryable, ...(Object.keys(details).length === 0 ? {} : { details }) };
}

/** `memorygraph: sentence (code)`; what follows the first line of a message, a list, stays below it. */
function failureText(error: MemoryGraphError): string {
  const [first = '', ...list] = safeText(error.operatorMessage).trim().split('\n');
  return [`memorygraph: ${first} (${error.code})`, ...list].join('\n');
}
