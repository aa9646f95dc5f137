import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { ERRORS } from '../errors/codes.js';
import type { MemoryGraphError } from '../errors/memory-graph-error.js';
import { ERROR_META_KEY, errorForm } from './error-result.js';

const CALLERS_FAULT = new Set(['input', 'missing', 'denied']);

/** A failure where MCP knows no error results (resources, prompts, completion): a JSON-RPC error with our text. */
export function protocolError(error: MemoryGraphError): ProtocolError {
  const code = CALLERS_FAULT.has(ERRORS[error.code].category)
    ? ProtocolErrorCode.InvalidParams
    : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, `${error.message} (${error.code})`, { [ERROR_META_KEY]: errorForm(error) });
}
