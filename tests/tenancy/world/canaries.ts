import { createHash } from 'node:crypto';

/** No vowels and no `s`: no stemmer takes anything off, and no word of a language comes of them. */
const LETTERS = 'bcdfghjkmnpqrtvwx';
const MARK = 'zq';
const RANDOM_LETTERS = 10;
const CANARY_LETTERS = MARK.length + RANDOM_LETTERS;

/** A word of twelve letters that stands for one place of the world alone, and is indexed as it is written. */
export function canary(place: string): string {
  const bytes = createHash('sha256').update(place).digest().subarray(0, RANDOM_LETTERS);
  return MARK + Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Number of ids that every tenant has alike: `shared-00` and on. */
const SHARED = /shared-\d\d/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
// Three letters behind the mark are enough: a snippet may cut a canary.
const TOKEN = new RegExp(`${MARK}[${LETTERS}]{3,${RANDOM_LETTERS}}|${SHARED.source}|${UUID.source}`, 'gi');
/** What could be bytes in another spelling: a cursor, a key. */
const OPAQUE = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{24,}/g;
/** So long that letters of chance look like a cut canary. */
const SEALED_LETTERS = 60;

/** Every canary, whole or cut, and every id in an answer; also inside what is base64url in it. */
export function tokensIn(text: string): Set<string> {
  const found = new Set<string>();
  const rest = text.replaceAll(OPAQUE, (opaque) => {
    for (const token of recordTokens(Buffer.from(opaque, 'base64url').toString('latin1'))) found.add(token);
    for (const token of recordTokens(opaque))
      if (opaque.length < SEALED_LETTERS || !isCut(token)) found.add(token);
    return ' ';
  });
  for (const token of recordTokens(rest)) found.add(token);
  return found;
}

/** The same of the JSON of records, in which nothing is sealed. */
export function recordTokens(json: string): Set<string> {
  return new Set(Array.from(json.matchAll(TOKEN), ([token]) => token.toLowerCase()));
}

/** True for a canary that a snippet or a title cut off. */
export function isCut(token: string): boolean {
  return token.startsWith(MARK) && token.length < CANARY_LETTERS;
}

/** An id or word of the same form as a given one that stands nowhere. */
export function unknownLike(known: string, salt: string): string {
  return known.replaceAll(TOKEN, (token) => {
    if (new RegExp(`^${SHARED.source}$`).test(token)) return `shared-${90 + (salt.length % 10)}`;
    if (token.toLowerCase().startsWith(MARK))
      return canary(`nowhere ${salt} ${known}`).slice(0, token.length);
    const hex = createHash('sha256').update(`${salt}${token}`).digest('hex');
    return `${token.slice(0, 19)}${hex.slice(0, 4)}-${hex.slice(4, 16)}`;
  });
}

/** The word with another letter at its end: one edit away. */
export function misspelt(word: string): string {
  const last = word.at(-1) ?? '';
  const at = LETTERS.indexOf(last);
  return word.slice(0, -1) + LETTERS[(at + 1) % LETTERS.length];
}
