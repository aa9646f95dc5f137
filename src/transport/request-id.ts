import type { RequestId } from '@modelcontextprotocol/server';

const VALUE = String.raw`(-?\d{1,15}|"(?:[^"\\]|\\.){0,200}")`;
// Members that may stand before or after `id` without hiding where the top level is.
const HEAD = new RegExp(
  String.raw`^\s*\{\s*(?:"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,\s*)*"id"\s*:\s*${VALUE}\s*[,}]`,
);
const TAIL = new RegExp(String.raw`,\s*"id"\s*:\s*${VALUE}\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$`);

/** The value as a request id, or null: MCP allows texts and whole numbers. */
export function asRequestId(value: unknown): RequestId | null {
  return typeof value === 'string' || Number.isSafeInteger(value) ? (value as RequestId) : null;
}

/**
 * The id of a message of which only the first and last bytes were kept, so that its sender gets an answer to
 * that request; null where it stands elsewhere.
 */
export function requestIdAtEdges(head: string, tail: string): RequestId | null {
  const text = HEAD.exec(head)?.[1] ?? TAIL.exec(tail)?.[1];
  if (text === undefined) return null;
  try {
    return asRequestId(JSON.parse(text));
  } catch {
    return null;
  }
}
