import { LIMITS } from '../../domain/limits.js';
import { textFault } from '../../domain/text.js';

/** A line as data, or why it cannot be taken. */
export type GuardedJson = { readonly value: unknown } | { readonly fault: string };

/** The one key that would change what an object is when it is copied. */
const FORBIDDEN_KEY = '__proto__';

/**
 * Reads one JSON text from a file that nobody vouches for: nesting is counted before it is parsed, and `__proto__`
 * keys, lone surrogates and NUL characters are refused wherever they stand.
 */
export function readGuardedJson(text: string): GuardedJson {
  if (isTooDeep(text)) return { fault: `is nested deeper than ${LIMITS.json_depth} levels` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'is not JSON' };
  }
  const fault = faultOf(value);
  return fault === null ? { value } : { fault };
}

/** Counts brackets outside of strings; quicker than parsing, and safe for any depth. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > LIMITS.json_depth) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

/** Recursion is safe here: the depth was checked. */
function faultOf(value: unknown): string | null {
  if (typeof value === 'string') return describe(textFault(value));
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'holds a number out of range';
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return firstFault(value);
  for (const key of Object.keys(value)) {
    if (key === FORBIDDEN_KEY) return `holds the forbidden key ${FORBIDDEN_KEY}`;
    const fault = describe(textFault(key));
    if (fault !== null) return fault;
  }
  return firstFault(Object.values(value));
}

function firstFault(values: readonly unknown[]): string | null {
  for (const value of values) {
    const fault = faultOf(value);
    if (fault !== null) return fault;
  }
  return null;
}

function describe(fault: ReturnType<typeof textFault>): string | null {
  if (fault === null) return null;
  return fault === 'nul' ? 'holds a NUL character' : 'holds a lone surrogate';
}
