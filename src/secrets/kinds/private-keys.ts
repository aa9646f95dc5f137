import type { SecretRule, Span } from '../secret-rule.js';
import { distinctSigns } from '../values/signs.js';
import { isWordy } from '../values/words.js';

const BEGIN =
  /-{4,5} ?BEGIN ((?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?) ?-{4,5}|PuTTY-User-Key-File-\d/g;
const LONGEST = 20_000;
/** A header of a block (`Proc-Type`, `Version`) and white space may stand before the first line of it. */
const BEFORE_BODY = 700;
const BODY_LINE = /[A-Za-z0-9+/=]{16,}/g;
const GAP = /(?:\\+[nr]|[\s"'`,+>|#*\\]){1,40}/y;
const LINE = /[A-Za-z0-9+/]{16,128}={0,2}|[A-Za-z0-9+/]{2,128}={1,2}/y;

/** Private keys in blocks: PEM of every sort, OpenSSH, PGP, PuTTY; on one line or several, whole or cut off. */
export const PRIVATE_KEYS: readonly SecretRule[] = [
  {
    kind: 'gcp_service_account_key',
    title: 'Google service account key',
    looks_like: 'the `private_key` in a JSON file of a service account',
    literals: ['"private_key', 'private_key\\"'],
    anyCase: false,
    find: (text) => blocks(text, (before) => /["']private_key\\?["']\s{0,4}:\s{0,4}\\?["']$/.test(before)),
  },
  {
    kind: 'private_key',
    title: 'Private key',
    looks_like: 'a block that begins `BEGIN ... PRIVATE KEY`, or a PuTTY key file, with a body',
    literals: ['PRIVATE KEY', 'PuTTY-User-Key-File'],
    anyCase: false,
    find: (text) => blocks(text, () => true),
  },
  {
    kind: 'age_secret_key',
    title: 'age secret key',
    looks_like: '`AGE-SECRET-KEY-1` and 58 characters',
    literals: ['AGE-SECRET-KEY-'],
    anyCase: false,
    find: (text) =>
      [...text.matchAll(/AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{40,120}/g)]
        .filter(([key]) => new Set(key.slice(16)).size >= 10)
        .map(({ 0: key, index }) => ({ start: index, end: index + key.length })),
  },
];

function* blocks(text: string, wanted: (before: string) => boolean): Iterable<Span> {
  let from = 0;
  for (const match of text.matchAll(BEGIN)) {
    const start = match.index;
    if (start < from || !wanted(text.slice(Math.max(0, start - 40), start))) continue;
    const end = endOf(text, match[1], start, start + match[0].length);
    if (end === null) continue;
    yield { start, end };
    from = end;
  }
}

/** Where a block ends, or null where only its first line is spoken of. */
function endOf(text: string, label: string | undefined, start: number, bodyStart: number): number | null {
  const closing = label === undefined ? 'Private-MAC:' : `END ${label}`;
  const foot = text.slice(bodyStart, start + LONGEST).indexOf(closing);
  const last = foot < 0 ? bodyStart + BEFORE_BODY : Math.min(bodyStart + foot, bodyStart + BEFORE_BODY);
  const first = [...text.slice(bodyStart, last).matchAll(BODY_LINE)].find(([line]) => isBody(line));
  if (first === undefined) return null;
  if (foot < 0) return endOfLines(text, bodyStart + first.index, start + LONGEST);
  const after = bodyStart + foot + closing.length;
  return (
    after + (/^(?: ?-{4,5}|\s{0,3}[0-9a-f]{40,64})/.exec(text.slice(after, after + 80))?.[0].length ?? 0)
  );
}

function isBody(line: string): boolean {
  return distinctSigns(line) >= 6 && !isWordy(line);
}

/** The end of what looks like lines of base64, for a block without its last line. */
function endOfLines(text: string, from: number, limit: number): number {
  let end = from;
  let at = from;
  while (at < limit) {
    LINE.lastIndex = at;
    if (!LINE.test(text)) break;
    end = LINE.lastIndex;
    GAP.lastIndex = end;
    if (!GAP.test(text)) break;
    at = GAP.lastIndex;
  }
  return end;
}
