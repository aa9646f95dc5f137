import { isUtf8 } from 'node:buffer';
import {
  INVALID_PARAMS,
  INVALID_REQUEST,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  PARSE_ERROR,
  type RequestId,
} from '@modelcontextprotocol/server';
import { LIMITS } from '../domain/limits.js';
import { isDeeperThan } from './json-depth.js';
import { asRequestId, requestIdAtEdges } from './request-id.js';

/** A line as a message, as an error to answer, or as something to pass over (with the reason for the log). */
export type ReadMessage =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  | { readonly kind: 'refused'; readonly answer: RefusedAnswer }
  | { readonly kind: 'ignored'; readonly reason: string };

/** The JSON-RPC error for a line that is no message. `id` is null where it cannot be known. */
export interface RefusedAnswer {
  readonly jsonrpc: '2.0';
  readonly id: RequestId | null;
  readonly error: { readonly code: number; readonly message: string };
}

// The message and its `params` lie around the arguments, which may have all the levels.
const ENVELOPE_LEVELS = 2;

/** Reads one line of the stdio stream. */
export function readMessage(line: Buffer): ReadMessage {
  if (!isUtf8(line)) return refused(null, PARSE_ERROR, 'Parse error: the line is not UTF-8.');
  const text = line.toString('utf8').trim();
  if (text === '') return { kind: 'ignored', reason: 'an empty line' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(null, PARSE_ERROR, 'Parse error: the line is not JSON.');
  }
  if (Array.isArray(value)) {
    return refused(
      null,
      INVALID_REQUEST,
      'Invalid request: batches are not served; send one message a line.',
    );
  }
  if (typeof value !== 'object' || value === null) {
    return refused(null, INVALID_REQUEST, 'Invalid request: a message is a JSON object.');
  }
  return readObject(value as Readonly<Record<string, unknown>>);
}

/** The answer to a line over the limit on bytes, of which the edges were kept. */
export function tooLongAnswer(head: Buffer, tail: Buffer): RefusedAnswer {
  const id = requestIdAtEdges(head.toString('utf8'), tail.toString('utf8'));
  return errorAnswer(
    id,
    INVALID_REQUEST,
    `Invalid request: a message may have ${LIMITS.message_bytes} bytes at most.`,
  );
}

function readObject(value: Readonly<Record<string, unknown>>): ReadMessage {
  if (typeof value.method === 'string') return readCall(value, value.method);
  const id = asRequestId(value.id);
  if ('result' in value || 'error' in value) {
    const message: unknown = value;
    if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message))
      return { kind: 'message', message };
    // An answer is never answered, else two sides could go on for ever.
    return { kind: 'ignored', reason: 'a malformed response' };
  }
  return refused(id, INVALID_REQUEST, 'Invalid request: `method` is missing or not a text.');
}

/** `__proto__` as a name would be dropped on the way to the tools, and the call run without it. */
function namesProto(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const args = (params as { readonly arguments?: unknown }).arguments;
  return typeof args === 'object' && args !== null && Object.hasOwn(args, '__proto__');
}

function readCall(value: Readonly<Record<string, unknown>>, method: string): ReadMessage {
  const isRequest = 'id' in value;
  const id = asRequestId(value.id);
  const refuse = (code: number, message: string): ReadMessage =>
    isRequest ? refused(id, code, message) : { kind: 'ignored', reason: message };
  if (isRequest && id === null) {
    return refused(null, INVALID_REQUEST, 'Invalid request: `id` must be a text or a whole number.');
  }
  if (value.jsonrpc !== '2.0') return refuse(INVALID_REQUEST, 'Invalid request: `jsonrpc` must be "2.0".');
  if (isDeeperThan(value, LIMITS.json_depth + ENVELOPE_LEVELS)) {
    return refuse(
      INVALID_PARAMS,
      `Invalid params: nested deeper than ${LIMITS.json_depth} levels (too_deep).`,
    );
  }
  if (namesProto(value.params)) {
    return refuse(INVALID_PARAMS, 'Invalid params: `__proto__` is not an argument of any tool.');
  }
  // Members beyond JSON-RPC's own would make the SDK drop the message without an answer.
  const params = value.params ?? undefined;
  const message: unknown = {
    jsonrpc: '2.0',
    ...(isRequest ? { id } : {}),
    method,
    ...(params === undefined ? {} : { params }),
  };
  if (isJSONRPCRequest(message) || isJSONRPCNotification(message)) return { kind: 'message', message };
  return refuse(INVALID_PARAMS, 'Invalid params: `params` must be an object, and its `_meta` as MCP has it.');
}

function refused(id: RequestId | null, code: number, message: string): ReadMessage {
  return { kind: 'refused', answer: errorAnswer(id, code, message) };
}

function errorAnswer(id: RequestId | null, code: number, message: string): RefusedAnswer {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
