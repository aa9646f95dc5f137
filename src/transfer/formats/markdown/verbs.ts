import { RELATIONSHIP_TYPE_NAMES, type RelationshipType } from '../../../domain/relationship-types.js';

/** What a word between two notes means here. */
export interface VerbMeaning {
  readonly type: RelationshipType;
  /** True where it is said of the other end: `solved by`. */
  readonly reversed: boolean;
  /** False for words that are not known: the type is then `RELATED_TO`. */
  readonly known: boolean;
}

const FORWARD: Readonly<Record<string, RelationshipType>> = {
  alternative_for: 'ALTERNATIVE_TO',
  amends: 'IMPROVES',
  analogous_to: 'ANALOGY_TO',
  based_on: 'BUILDS_ON',
  belongs_to: 'USED_IN',
  cause_of: 'CAUSES',
  conflicts_with: 'CONTRADICTS',
  depends_upon: 'DEPENDS_ON',
  deprecates: 'REPLACES',
  derived_from: 'BUILDS_ON',
  example_of: 'SPECIALIZES',
  extends: 'BUILDS_ON',
  fixes: 'SOLVES',
  follow_up_to: 'FOLLOWS',
  found_in: 'OCCURS_IN',
  happens_in: 'OCCURS_IN',
  inspired_by: 'BUILDS_ON',
  instance_of: 'SPECIALIZES',
  integrates_with: 'WORKS_WITH',
  is_a: 'SPECIALIZES',
  located_in: 'OCCURS_IN',
  mitigates: 'ADDRESSES',
  needs: 'REQUIRES',
  part_of: 'USED_IN',
  resolves: 'SOLVES',
  results_in: 'LEADS_TO',
  similar: 'SIMILAR_TO',
  supersedes: 'REPLACES',
  supports: 'CONFIRMS',
  tested_by: 'VALIDATED_BY',
  uses: 'DEPENDS_ON',
  verified_by: 'VALIDATED_BY',
};

const REVERSED: Readonly<Record<string, RelationshipType>> = {
  addressed_by: 'ADDRESSES',
  amended_by: 'IMPROVES',
  blocked_by: 'BLOCKS',
  broken_by: 'BREAKS',
  caused_by: 'CAUSES',
  confirmed_by: 'CONFIRMS',
  contains: 'USED_IN',
  enabled_by: 'ENABLES',
  extended_by: 'BUILDS_ON',
  fixed_by: 'SOLVES',
  followed_by: 'FOLLOWS',
  has_part: 'USED_IN',
  improved_by: 'IMPROVES',
  includes: 'USED_IN',
  precedes: 'FOLLOWS',
  prevented_by: 'PREVENTS',
  replaced_by: 'REPLACES',
  required_by: 'REQUIRES',
  resolved_by: 'SOLVES',
  solved_by: 'SOLVES',
  superseded_by: 'REPLACES',
  supported_by: 'CONFIRMS',
  triggered_by: 'TRIGGERS',
  used_by: 'DEPENDS_ON',
  validates: 'VALIDATED_BY',
};

const PLAIN = new Set(['', 'links_to', 'link_to', 'related', 'relates_to', 'related_to', 'see', 'see_also']);
const TYPES: ReadonlySet<string> = new Set(RELATIONSHIP_TYPE_NAMES);

/** The nearest of our relationship types for a word of another program, in any case and spelling. */
export function meaningOf(verb: string): VerbMeaning {
  const key = verb
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
    .replaceAll(/^[^\p{L}]+|[^\p{L}\p{N}]+$/gu, '');
  if (PLAIN.has(key)) return { type: 'RELATED_TO', reversed: false, known: true };
  const own = key.toUpperCase();
  if (TYPES.has(own)) return { type: own as RelationshipType, reversed: false, known: true };
  const forward = Object.hasOwn(FORWARD, key) ? FORWARD[key] : undefined;
  if (forward !== undefined) return { type: forward, reversed: false, known: true };
  const reversed = Object.hasOwn(REVERSED, key) ? REVERSED[key] : undefined;
  if (reversed !== undefined) return { type: reversed, reversed: true, known: true };
  return { type: 'RELATED_TO', reversed: false, known: false };
}
