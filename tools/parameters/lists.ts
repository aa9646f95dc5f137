import * as z from 'zod';
import { LIMITS } from '../../src/domain/limits.js';
import { MEMORY_TYPES, type MemoryType, resolveMemoryType } from '../../src/domain/memory-types.js';
import { RELATIONSHIP_TYPE_NAMES, type RelationshipType } from '../../src/domain/relationship-types.js';
import { normalName } from '../../src/domain/text.js';
import { id } from './text.js';

/** A list; one value may be given without its brackets. */
function listOf<Item extends z.ZodType>(item: Item, maxItems: number) {
  return z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(maxItems));
}

/** Names in one form: trimmed, NFC, none blank, none twice. */
export function names(maxItems: number, maxCharacters: number) {
  return listOf(z.string().max(maxCharacters), maxItems).transform((given) => unique(given.map(normalName)));
}

/** Tags are lower-case. */
export function tags() {
  return listOf(z.string().max(LIMITS.tag_characters), LIMITS.tags).transform((given) =>
    unique(given.map((tag) => normalName(tag.toLowerCase()))),
  );
}

export function ids(maxItems: number) {
  return listOf(id(), maxItems).transform(unique);
}

/** A memory type as the caller named it, and the one it stands for. */
export interface NamedType {
  readonly type: MemoryType;
  /** Says so where another name was given. */
  readonly note?: string;
}

/** A memory type, or a common other name for one. */
export function memoryType() {
  return z
    .string()
    .max(50)
    .transform((given, context): NamedType => {
      const found = resolveMemoryType(given);
      if (found === null) {
        context.addIssue({ code: 'custom', message: `must be one of ${MEMORY_TYPES.join(', ')}` });
        return z.NEVER;
      }
      if (!found.renamed || given.trim().toLowerCase() === found.type) return { type: found.type };
      return { type: found.type, note: `type: ${normalName(given)} was taken as ${found.type}` };
    });
}

/** Memory types to filter by. */
export function memoryTypes() {
  return listOf(memoryType(), MEMORY_TYPES.length).transform((given): MemoryType[] =>
    unique(given.map((named) => named.type)),
  );
}

const KNOWN: ReadonlySet<string> = new Set(RELATIONSHIP_TYPE_NAMES);

/** A relationship type, however it is spelled: `depends-on` is DEPENDS_ON. */
export function relationshipType() {
  return z
    .string()
    .max(50)
    .transform((given, context): RelationshipType => {
      const name = given
        .trim()
        .toUpperCase()
        .replaceAll(/[\s-]+/g, '_');
      if (KNOWN.has(name)) return name as RelationshipType;
      context.addIssue({ code: 'custom', message: `must be one of ${RELATIONSHIP_TYPE_NAMES.join(', ')}` });
      return z.NEVER;
    });
}

export function relationshipTypes() {
  return listOf(relationshipType(), RELATIONSHIP_TYPE_NAMES.length).transform(unique);
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)].filter((item) => item !== '');
}
