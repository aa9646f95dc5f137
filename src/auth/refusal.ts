import { MemoryGraphError } from '../errors/memory-graph-error.js';

/** What a caller hears of a token that is not accepted: the same for every reason, so that it teaches nothing. */
export const TOKEN_REFUSED = 'The token is missing, has run out or is not accepted by this server.';

/**
 * The error for a token that is not accepted.
 * @param reason for the operator alone, what is wrong with it, as the end of "A token was refused: ...". Never the
 * token or a part of its text.
 */
export function refused(reason: string): MemoryGraphError {
  return new MemoryGraphError('unauthenticated', TOKEN_REFUSED, {
    operatorMessage: `A token was refused: ${reason}.`,
  });
}

/** The error where there is no token to check. @param reason for the operator alone, as the end of a sentence. */
export function noToken(reason: string): MemoryGraphError {
  return new MemoryGraphError('unauthenticated', TOKEN_REFUSED, {
    operatorMessage: `There is no token: ${reason}.`,
  });
}

/** A value of a token as a reason may show it: as JSON, at most 80 characters of it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
