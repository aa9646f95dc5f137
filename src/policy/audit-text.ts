import { firstCharacters } from '../domain/text.js';

/** Most UTF-16 code units of a text in an audit event. */
const MOST_CHARACTERS = 200;
/** What could end a line, drive a terminal or turn the order of letters; lone surrogates are replaced before. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const REPLACEMENT = '\u{fffd}';
/** What nearly every text is: to be kept as it is. */
const PLAIN = /^[\x20-\x7e]{0,200}$/;

/** A text that somebody else chose, as an audit event keeps it: cut to 200 characters, nothing unprintable in it. */
export function auditText(text: string): string {
  if (PLAIN.test(text)) return text;
  // Cut twice: the first spares the work on a text of megabytes.
  const wellFormed = text.slice(0, MOST_CHARACTERS + 1).toWellFormed();
  return firstCharacters(wellFormed, MOST_CHARACTERS).replaceAll(UNPRINTABLE, REPLACEMENT);
}
