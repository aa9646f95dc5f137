/** One of the 35 relationship types: its category, defaults, and how it mirrors. */
export interface RelationshipTypeFacts {
  readonly category: RelationshipCategory;
  /** Default strength and confidence, 0..1. */
  readonly strength: number;
  readonly confidence: number;
  /** True where A-B and B-A say the same. */
  readonly symmetric?: true;
  /** The type that says the same from the other end, and is stored as the counted one. */
  readonly inverse_of?: string;
  /** True where the source takes the place of the target, whose validity then ends. */
  readonly closes_target?: true;
  readonly meaning: string;
}

export type RelationshipCategory =
  | 'causal'
  | 'solution'
  | 'context'
  | 'learning'
  | 'similarity'
  | 'workflow'
  | 'quality';

export const RELATIONSHIP_TYPES = {
  CAUSES: facts('causal', 0.8, 0.7, 'the source brings the target about'),
  TRIGGERS: facts('causal', 0.7, 0.7, 'the source sets the target off'),
  LEADS_TO: facts('causal', 0.6, 0.6, 'the source ends in the target'),
  PREVENTS: facts('causal', 0.7, 0.7, 'the source keeps the target from happening'),
  BREAKS: facts('causal', 0.8, 0.7, 'the source makes the target fail'),
  SOLVES: facts('solution', 0.9, 0.8, 'the source solves the target'),
  ADDRESSES: facts('solution', 0.7, 0.7, 'the source deals with part of the target'),
  ALTERNATIVE_TO: facts('solution', 0.6, 0.7, 'either can stand for the other', { symmetric: true }),
  IMPROVES: facts('solution', 0.7, 0.7, 'the source makes the target better'),
  REPLACES: facts('solution', 0.8, 0.8, 'the source takes the place of the target', { closes_target: true }),
  OCCURS_IN: facts('context', 0.6, 0.8, 'the source happens within the target'),
  APPLIES_TO: facts('context', 0.6, 0.7, 'the source holds for the target'),
  WORKS_WITH: facts('context', 0.7, 0.7, 'the two go together', { symmetric: true }),
  REQUIRES: facts('context', 0.8, 0.8, 'the source needs the target'),
  USED_IN: facts('context', 0.6, 0.7, 'the source is used within the target'),
  BUILDS_ON: facts('learning', 0.7, 0.8, 'the source extends the target'),
  CONTRADICTS: facts('learning', 0.8, 0.6, 'both cannot be true', { symmetric: true }),
  CONFIRMS: facts('learning', 0.7, 0.8, 'the source supports the target'),
  GENERALIZES: facts('learning', 0.6, 0.7, 'the source is the wider case of the target'),
  SPECIALIZES: facts('learning', 0.6, 0.7, 'the source is a narrower case of the target', {
    inverse_of: 'GENERALIZES',
  }),
  SIMILAR_TO: facts('similarity', 0.6, 0.7, 'the two are alike', { symmetric: true }),
  VARIANT_OF: facts('similarity', 0.7, 0.7, 'the source is a form of the target'),
  RELATED_TO: facts('similarity', 0.5, 0.6, 'the two have to do with each other', { symmetric: true }),
  ANALOGY_TO: facts('similarity', 0.5, 0.6, 'the source is like the target in another field'),
  OPPOSITE_OF: facts('similarity', 0.7, 0.7, 'the two are opposites', { symmetric: true }),
  FOLLOWS: facts('workflow', 0.7, 0.8, 'the source comes after the target'),
  DEPENDS_ON: facts('workflow', 0.8, 0.8, 'the source cannot be done without the target'),
  ENABLES: facts('workflow', 0.7, 0.7, 'the source makes the target possible'),
  BLOCKS: facts('workflow', 0.8, 0.7, 'the source holds the target up'),
  PARALLEL_TO: facts('workflow', 0.6, 0.7, 'the two run side by side', { symmetric: true }),
  EFFECTIVE_FOR: facts('quality', 0.8, 0.7, 'the source works well for the target'),
  INEFFECTIVE_FOR: facts('quality', 0.7, 0.7, 'the source does not work for the target'),
  PREFERRED_OVER: facts('quality', 0.7, 0.7, 'the source is chosen before the target'),
  DEPRECATED_BY: facts('quality', 0.8, 0.8, 'the target takes the place of the source', {
    inverse_of: 'REPLACES',
  }),
  VALIDATED_BY: facts('quality', 0.8, 0.8, 'the target shows that the source holds'),
} as const satisfies Readonly<Record<string, RelationshipTypeFacts>>;

export type RelationshipType = keyof typeof RELATIONSHIP_TYPES;

export const RELATIONSHIP_TYPE_NAMES = Object.keys(RELATIONSHIP_TYPES) as RelationshipType[];

/** The facts of a type, seen through their common interface. */
export function relationshipTypeFacts(type: RelationshipType): RelationshipTypeFacts {
  return RELATIONSHIP_TYPES[type];
}

/** A relationship as it is counted: inverse types turned round, symmetric ends in order. */
export interface CanonicalEdge {
  readonly type: RelationshipType;
  readonly from: string;
  readonly to: string;
}

/** The counted form: two relationships are equal, and cycles are sought, by this form alone. */
export function canonicalEdge(type: RelationshipType, from: string, to: string): CanonicalEdge {
  const known = relationshipTypeFacts(type);
  if (known.inverse_of !== undefined)
    return { type: known.inverse_of as RelationshipType, from: to, to: from };
  if (known.symmetric && to < from) return { type, from: to, to: from };
  return { type, from, to };
}

/** True where a chain of this type may not come back to its start. */
export function isDirected(type: RelationshipType): boolean {
  return relationshipTypeFacts(type).symmetric !== true;
}

function facts(
  category: RelationshipCategory,
  strength: number,
  confidence: number,
  meaning: string,
  more: Pick<RelationshipTypeFacts, 'symmetric' | 'inverse_of' | 'closes_target'> = {},
): RelationshipTypeFacts {
  return { category, strength, confidence, meaning, ...more };
}
