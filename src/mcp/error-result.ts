import type { CallToolResult } from '@modelcontextprotocol/server';
import { ERRORS } from '../errors/codes.js';
import type { MemoryGraphError } from '../errors/memory-graph-error.js';
import { NEXT_STEPS } from './next-steps.js';

/** Where the machine form of an error lies in a result's `_meta` and in the data of a protocol error. */
export const ERROR_META_KEY = 'memorygraph/error';

/** An error as a program reads it. */
export interface ErrorForm {
  readonly code: MemoryGraphError['code'];
  readonly category: string;
  readonly retryable: boolean;
  readonly details: MemoryGraphError['details'];
}

/** The machine form of an error. */
export function errorForm(error: MemoryGraphError): ErrorForm {
  return {
    code: error.code,
    category: ERRORS[error.code].category,
    retryable: error.retryable,
    details: error.details,
  };
}

/**
 * A failed call as a model reads it: the sentence with its code, and what to do next. Without structured
 * content, since 2025-era clients hold that against the output schema even here.
 */
export function errorResult(error: MemoryGraphError): CallToolResult {
  const sentence = error.message.replace(/\.$/, '');
  return {
    isError: true,
    content: [{ type: 'text', text: `${sentence} (${error.code}). ${NEXT_STEPS[error.code]}` }],
    _meta: { [ERROR_META_KEY]: errorForm(error) },
  };
}
