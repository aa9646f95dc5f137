import {
  RELATIONSHIP_TYPE_NAMES,
  RELATIONSHIP_TYPES,
  type RelationshipCategory,
  type RelationshipType,
  relationshipTypeFacts,
} from '../../src/domain/relationship-types.js';
import { code, GENERATED_NOTE, markdownTable, page, sentence } from './markdown.js';

const CATEGORIES: Readonly<Record<RelationshipCategory, string>> = {
  causal: 'What brings what about.',
  solution: 'What helps against what.',
  context: 'Where something belongs and what it needs.',
  learning: 'How knowledge builds up.',
  similarity: 'What is like what.',
  workflow: 'In which order things go.',
  quality: 'How well something does.',
};

/** The reference page of the relationship types. */
export function relationshipTypesPage(): string {
  return page([
    '# Relationship types',
    GENERATED_NOTE,
    intro(),
    ...(Object.keys(CATEGORIES) as RelationshipCategory[]).map(categorySection),
  ]);
}

function intro(): string {
  const symmetric = RELATIONSHIP_TYPE_NAMES.filter((type) => relationshipTypeFacts(type).symmetric === true);
  const inverse = RELATIONSHIP_TYPE_NAMES.flatMap((type) => {
    const { inverse_of } = relationshipTypeFacts(type);
    return inverse_of === undefined ? [] : [`${code(type)} turned round is ${code(inverse_of)}`];
  });
  return `A relationship goes from one memory, the source, to another, the target. There are ${RELATIONSHIP_TYPE_NAMES.length} types in
${Object.keys(CATEGORIES).length} categories. A name may be written in any case, with blanks or hyphens: \`depends-on\` is \`DEPENDS_ON\`.

- **Strength** and **confidence** are the defaults where none are given, from 0 to 1.
- **Symmetric** types (${symmetric.map(code).join(', ')}) say the same from either end, so A to B and B to A count as one.
- **Inverses** count as one as well: ${inverse.join(', ')}.
- Of the other types, a chain may not lead back to its start: such a relationship is refused with the code
  \`cycle\`, unless \`MEMORY_ALLOW_CYCLES=true\`.
- Two memories cannot have the same relationship twice at the same time (\`already_exists\`).`;
}

function categorySection(category: RelationshipCategory): string {
  const rows = RELATIONSHIP_TYPE_NAMES.filter((type) => RELATIONSHIP_TYPES[type].category === category).map(
    (type) => {
      const { strength, confidence, meaning } = relationshipTypeFacts(type);
      return [code(type), sentence(meaning), String(strength), String(confidence), notes(type)];
    },
  );
  return page([
    `## ${category}`,
    CATEGORIES[category],
    markdownTable(['type', 'meaning', 'strength', 'confidence', ''], rows),
  ]).trim();
}

function notes(type: RelationshipType): string {
  const { symmetric, inverse_of, closes_target } = relationshipTypeFacts(type);
  if (symmetric === true) return 'symmetric';
  if (inverse_of !== undefined) return `inverse of ${code(inverse_of)}`;
  return closes_target === true ? 'ends the validity of the target' : '';
}
