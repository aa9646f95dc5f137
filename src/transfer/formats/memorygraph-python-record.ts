import type { ForeignMemory } from './records/memory-lines.js';
import { type Fields, jsonFields, jsonList, textOf } from './records/values.js';

const USED: ReadonlySet<string> = new Set([
  'id',
  'type',
  'title',
  'content',
  'summary',
  'tags',
  'importance',
  'confidence',
  'effectiveness',
  'created_at',
  'updated_at',
  'version',
  'updated_by',
  'context',
  // Its own counts of use, and what it adds to answers.
  'usage_count',
  'last_accessed',
  'relationships',
  'match_info',
  'context_summary',
]);

/** A memory of the Python memorygraph, from its export or from the properties of a node. */
export function pythonMemory(id: string, fields: Fields, context: Fields): ForeignMemory {
  const others = Object.entries(fields).filter(
    ([key, value]) => !USED.has(key) && !key.startsWith('context_') && value !== null,
  );
  return {
    id,
    type: fields.type,
    title: fields.title,
    content: fields.content,
    summary: fields.summary,
    tags: jsonList(fields.tags),
    importance: fields.importance,
    confidence: fields.confidence,
    effectiveness: fields.effectiveness,
    created_at: fields.created_at,
    updated_at: fields.updated_at,
    version: fields.version,
    context,
    metadata: Object.fromEntries(others),
  };
}

/**
 * The text of a relationship's context. The program keeps it as JSON beside what it read out of the text; a
 * structure without a text is kept as it is.
 */
export function pythonContext(value: unknown): string | null {
  return textOf(jsonFields(value).text) ?? textOf(value);
}
