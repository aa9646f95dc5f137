import type { Span } from '../secret-rule.js';

/** A value as it stands in a text. */
export interface ReadValue extends Span {
  readonly quoted: boolean;
}

const QUOTED = /(?:[frbuFRBU@L]{0,2})?(\\{0,2}["'`])((?:\\.|(?!\1)[^\\\n]){1,400}?)\1/y;
/** As much as is needed to judge. */
const JUDGED = 300;
const PLAIN = /[^\s"'`<>\\]{1,300}/y;
const REST = /[^\s"'`<>\\]{0,8000}/y;
const OPEN_QUOTE = /\\{0,2}["'`](?=[^\s"'`<>\\]{300})/y;
const SCHEME_WORD = /(?:Bearer|Basic|Token)[ \t]{1,2}/iy;
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The value that begins at a place: what is in quotes, or else up to white space; null where nothing is. */
export function readValue(text: string, at: number, whole: boolean): ReadValue | null {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted?.[2] !== undefined && quoted[1] !== undefined) {
    const end = QUOTED.lastIndex - quoted[1].length;
    return { start: end - quoted[2].length, end, quoted: true };
  }
  OPEN_QUOTE.lastIndex = at;
  const long = OPEN_QUOTE.test(text);
  const from = long ? OPEN_QUOTE.lastIndex : at;
  SCHEME_WORD.lastIndex = from;
  const start = SCHEME_WORD.test(text) ? SCHEME_WORD.lastIndex : from;
  PLAIN.lastIndex = start;
  const plain = PLAIN.exec(text)?.[0];
  if (plain === undefined) return null;
  const value = trimmed(whole ? plain : plain.slice(0, cutOf(plain)));
  return value === '' ? null : { start, end: start + value.length, quoted: long };
}

/** Where another thing begins: the next parameter of an address or of a connection string, the next item of a list. */
function cutOf(plain: string): number {
  const next = /[;|]|&(?=[a-z][a-z_.-]{1,40}=)|,(?=[\w.-]{1,40}[=:])|\$\(/.exec(plain.slice(1));
  return next === null ? plain.length : next.index + 1;
}

/** Without the points and brackets that belong to the sentence around. */
function trimmed(plain: string): string {
  let end = plain.length;
  while (end > 0) {
    const last = plain.charAt(end - 1);
    const opening = OPENING[last];
    if (opening !== undefined ? plain.slice(0, end - 1).includes(opening) : !'.,;:|*'.includes(last)) break;
    end--;
  }
  return plain.slice(0, end);
}

/** The whole of a value of which only the first part was read. */
export function wholeOf(text: string, { start, end }: Span): Span {
  if (end - start < JUDGED) return { start, end };
  REST.lastIndex = end;
  return { start, end: REST.test(text) ? REST.lastIndex : end };
}
