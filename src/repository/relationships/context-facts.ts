import { analyse } from '../../search/analysis.js';

/** How far a relationship holds, as its context says. */
export type ContextScope = 'partial' | 'full' | 'conditional';

const CONDITIONAL =
  /\b(?:if|when|whenever|unless|only (?:on|in|for|with|under)|provided|as long as|depends on)\b/i;
const PARTIAL =
  /\b(?:partial(?:ly)?|part of|some(?:times|what)?|mostly|not (?:all|always|entirely)|limited|incomplete)\b/i;
const FULL = /\b(?:full(?:y)?|complete(?:ly)?|entire(?:ly)?|always|all cases|every)\b/i;
const EVIDENCE =
  /\b(?:verified|tested|measured|observed|confirmed|proven|proved|reproduced|benchmark(?:ed)?|according to|based on|shown by|seen in)\b/i;

/** What the free text of a relationship's context says of its reach; null where it says nothing of it. */
export function contextScope(text: string): ContextScope | null {
  if (CONDITIONAL.test(text)) return 'conditional';
  if (PARTIAL.test(text)) return 'partial';
  return FULL.test(text) ? 'full' : null;
}

/** True where the text names evidence. */
export function namesEvidence(text: string): boolean {
  return EVIDENCE.test(text);
}

/** True where the text holds every word of the phrase, as stems, in any order. */
export function holdsWords(textWords: ReadonlySet<string>, phrase: string): boolean {
  return analyse(phrase).every(({ word }) => textWords.has(word));
}
