import { SECRET_RULES } from './catalog.js';
import { holdsOne, literal, pairsOf } from './literals.js';
import { findNamed, NAMED_KINDS } from './named/find-named.js';
import type { SecretKind, Span } from './secret-rule.js';

/** A likely secret in a text: exactly the value, without the words around it. */
export interface SecretFinding {
  /** Stable id of the kind, in snake_case. */
  readonly kind: string;
  /** What the kind is called, such as `GitHub token`. */
  readonly title: string;
  /** In UTF-16 code units. */
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** What {@link maskSecrets} gives. */
export interface MaskedText {
  readonly text: string;
  /** What was masked, at its places in the text as given. */
  readonly findings: readonly SecretFinding[];
}

const KINDS: readonly SecretKind[] = [...SECRET_RULES, ...Object.values(NAMED_KINDS)];
const RULES = SECRET_RULES.map((rule) => ({ rule, literals: rule.literals.map(literal) }));
const MARK_END = ' removed]';
const MARK = new RegExp(
  `\\[(?:${[...new Set(KINDS.map(({ title }) => title))].map((title) => title.replaceAll(/[.()]/g, '\\$&')).join('|')})${MARK_END}`,
  'g',
);

/**
 * Likely secrets in a text, sorted, never overlapping: keys and tokens by their form, passwords by the words before
 * them. The time is linear in the length. Placeholders, references to a variable, hashes, public keys and the examples
 * of providers' manuals are none. What is not announced and has no form of its own is not found.
 */
export function findSecrets(text: string): SecretFinding[] {
  const searched = withoutMarks(text);
  const lower = searched.toLowerCase();
  const found: SecretFinding[] = [];
  const add = ({ kind, title }: SecretKind, { start, end }: Span): void => {
    found.push({ kind, title, start, end });
  };
  const pairs = pairsOf(lower);
  for (const { rule, literals } of RULES) {
    if (!holdsOne(rule.anyCase ? lower : searched, pairs, literals)) continue;
    for (const span of rule.find(searched)) add(rule, span);
  }
  for (const span of findNamed(searched)) add(span.of, span);
  return found.length < 2 ? found : merged(found);
}

/** A text with each likely secret replaced by its title, as in `[GitHub token removed]`; masking again changes nothing. */
export function maskSecrets(text: string): MaskedText {
  const findings = findSecrets(text);
  let masked = '';
  let from = 0;
  for (const { title, start, end } of findings) {
    masked += `${text.slice(from, start)}[${title}${MARK_END}`;
    from = end;
  }
  return { text: masked + text.slice(from), findings };
}

/** All kinds that are known, for the documentation. */
export function describeSecretKinds(): SecretKind[] {
  return KINDS.map(({ kind, title, looks_like }) => ({ kind, title, looks_like }));
}

/** Marks of an earlier masking as characters that no rule takes, of the same length. */
function withoutMarks(text: string): string {
  return text.includes(MARK_END) ? text.replaceAll(MARK, (mark) => '\u0000'.repeat(mark.length)) : text;
}

/** Overlapping findings as one that covers both, named by the one found first: the rules with a form of their own. */
function merged(found: readonly SecretFinding[]): SecretFinding[] {
  const order = found.map((finding, rank) => ({ finding, rank }));
  order.sort((a, b) => a.finding.start - b.finding.start || a.rank - b.rank);
  const result: { finding: SecretFinding; rank: number }[] = [];
  for (const each of order) {
    const last = result.at(-1);
    if (last === undefined || each.finding.start >= last.finding.end) {
      result.push(each);
      continue;
    }
    const named = each.rank < last.rank ? each : last;
    const end = Math.max(last.finding.end, each.finding.end);
    result[result.length - 1] = {
      finding: { ...named.finding, start: last.finding.start, end },
      rank: named.rank,
    };
  }
  return result.map(({ finding }) => finding);
}
