/** A kind of secret, as people read of it. */
export interface SecretKind {
  /** Stable id in snake_case. */
  readonly kind: string;
  /** What it is called, such as `GitHub token`. */
  readonly title: string;
  /** How it is recognised, in words. */
  readonly looks_like: string;
}

/** A part of a text, in UTF-16 code units; `end` is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A kind together with the way to find it. */
export interface SecretRule extends SecretKind {
  /** A text without any of these holds none, so nothing else is tried; lower case where `anyCase`. */
  readonly literals: readonly string[];
  readonly anyCase: boolean;
  readonly find: (text: string) => Iterable<Span>;
}

/** Says of a candidate whether it is a secret. */
type Judge = (value: string, text: string, start: number) => boolean;

interface PatternRule extends SecretKind {
  readonly literals: readonly string[];
  readonly anyCase?: boolean;
  /** Global. The secret is group 1, or else the whole match, and it is the end of the match. */
  readonly pattern: RegExp;
  readonly accepts: Judge;
}

/** A rule of one regular expression and a judge. */
export function patternRule({ pattern, accepts, anyCase = false, ...kind }: PatternRule): SecretRule {
  return { ...kind, anyCase, find: (text) => spansOf(text, pattern, accepts) };
}

function* spansOf(text: string, pattern: RegExp, accepts: Judge): Iterable<Span> {
  for (const match of text.matchAll(pattern)) {
    const value = match[1] ?? match[0];
    const end = match.index + match[0].length;
    const start = end - value.length;
    if (accepts(value, text, start)) yield { start, end };
  }
}
