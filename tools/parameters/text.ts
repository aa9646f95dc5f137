import * as z from 'zod';
import { isIdentifier } from '../../src/domain/identifiers.js';
import { LIMITS } from '../../src/domain/limits.js';
import { parseTime } from '../../src/domain/time.js';

/** Longest way to write a time. */
export const TIME_CHARACTERS = 40;

/** A text with something in it; kept as it was written. */
export function text(maxCharacters: number) {
  return z
    .string()
    .max(maxCharacters)
    .refine((value) => value.trim() !== '', 'must not be blank');
}

/** A short text: surrounding blanks do not count. */
export function line(maxCharacters: number) {
  return z.string().trim().max(maxCharacters);
}

/** The id of a memory or relationship. */
export function id() {
  return z
    .string()
    .trim()
    .max(LIMITS.id_characters)
    .refine(isIdentifier, 'must be an id as a tool returned it (letters, digits and _ . : -)');
}

/** A moment, as UTC with milliseconds. */
export function time() {
  return z
    .string()
    .max(TIME_CHARACTERS)
    .transform((given, context) => {
      const parsed = parseTime(given);
      if (parsed !== null) return parsed;
      context.addIssue({
        code: 'custom',
        message:
          'must be an existing date (2026-01-31) or date and time (2026-01-31T13:45:00Z, UTC if no offset)',
      });
      return z.NEVER;
    });
}

export function query() {
  return z.string().trim().max(LIMITS.query_characters);
}

/** A cursor as an earlier answer gave it. */
export function cursor() {
  return z.string().trim().max(LIMITS.cursor_characters);
}
