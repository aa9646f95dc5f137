import { patternRule, type SecretRule } from '../secret-rule.js';
import { isTokenBody } from '../values/body.js';

/** A provider's kind of token, known by how it begins. */
export interface Prefixed {
  readonly kind: string;
  readonly title: string;
  readonly prefixes: readonly string[];
  /** The signs after the prefix, as inside the brackets of a regular expression. */
  readonly signs: string;
  /** How many there are at least: fewer than the provider makes, as tokens change and notes cut. */
  readonly least: number;
}

const BASE62 = 'A-Za-z0-9';

/** A table of such kinds as rules. */
export function prefixedRules(table: readonly Prefixed[]): SecretRule[] {
  return table.map(({ kind, title, prefixes, signs, least }) => {
    const start = prefixes.map(escaped).join('|');
    return patternRule({
      kind,
      title,
      looks_like: `${prefixes.map((prefix) => `\`${prefix}\``).join(', ')} and ${least} characters or more`,
      literals: prefixes,
      pattern: new RegExp(`${LEFT_EDGE}(?:${start})[${signs}]{${least},4000}`, 'g'),
      accepts: (value) => isTokenBody(value.slice(prefixLength(value, prefixes))),
    });
  });
}

/** Nothing of a word stands before; the `n` of a written-out line break does not count. */
export const LEFT_EDGE = `(?:(?<![${BASE62}])|(?<=\\\\[nrt]))`;

export const SIGNS = {
  base62: BASE62,
  base64url: `${BASE62}_\\-`,
  base64: `${BASE62}+/=`,
  hex: '0-9a-fA-F',
  lower: 'a-z0-9',
  dotted: `${BASE62}_.\\-`,
} as const;

function prefixLength(value: string, prefixes: readonly string[]): number {
  return Math.max(...prefixes.filter((prefix) => value.startsWith(prefix)).map((prefix) => prefix.length));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
