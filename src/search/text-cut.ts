/** Marks a place where text was left out. */
export const ELLIPSIS = '…';

/**
 * A place in the text that is at most `wanted` and does not lie within a surrogate pair.
 * Cutting there leaves both parts well formed where the text is.
 */
export function cutBefore(text: string, wanted: number): number {
  return wanted > 0 && wanted < text.length && isWithinPair(text, wanted) ? wanted - 1 : wanted;
}

/** The same, at least `wanted`. */
export function cutAfter(text: string, wanted: number): number {
  return wanted > 0 && wanted < text.length && isWithinPair(text, wanted) ? wanted + 1 : wanted;
}

function isWithinPair(text: string, at: number): boolean {
  return isLead(text.charCodeAt(at - 1)) && isTrail(text.charCodeAt(at));
}

function isLead(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isTrail(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
