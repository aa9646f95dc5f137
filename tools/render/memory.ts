import type { Memory, MemoryUse } from '../../src/domain/memory.js';
import type { MemoryContext } from '../../src/domain/memory-context.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { describeSource } from './hits.js';
import { count, day, dotted, inline, minute, quoted, STORED_NOTICE } from './lines.js';

/** A whole memory for a model: its facts, its text set apart, then its relationships. */
export function renderMemory(memory: Memory, use: MemoryUse): string {
  const context = describeContext(memory.context);
  return [
    `[${memory.type}] ${inline(memory.title)} (${memory.id})`,
    dotted([
      `version ${memory.version}`,
      `created ${minute(memory.created_at)} by ${inline(memory.created_by, 60)}`,
      memory.updated_at !== memory.created_at &&
        `changed ${minute(memory.updated_at)} by ${inline(memory.updated_by, 60)}`,
      describeValidity(memory),
      describeSource(memory.source),
    ]),
    dotted([
      `importance ${memory.importance}`,
      `confidence ${memory.confidence}`,
      memory.effectiveness !== null && `effectiveness ${memory.effectiveness}`,
      `used ${count(use.usage_count, 'time', 'times')}`,
    ]),
    memory.tags.length > 0 && `tags: ${inline(memory.tags.join(', '), 1_000)}`,
    context !== '' && `context: ${context}`,
    STORED_NOTICE,
    memory.summary !== null && `summary:\n${quoted(memory.summary)}\ncontent:`,
    quoted(memory.content),
  ]
    .filter((part) => part !== false && part !== '')
    .join('\n');
}

/** A memory in one line, for lists that are not searches. */
export function renderBrief(memory: Memory): string {
  return dotted([
    `[${memory.type}] ${inline(memory.title)} (${memory.id})`,
    day(memory.created_at),
    memory.valid_until !== null && `until ${day(memory.valid_until)}`,
  ]);
}

/** The relationships of a memory, one a line, seen from it. */
export function renderRelationships(
  relationships: readonly (Relationship & {
    direction: 'out' | 'in';
    other_memory_id: string;
    title: string;
  })[],
): string {
  if (relationships.length === 0) return 'No relationships.';
  const lines = relationships.map((one) =>
    dotted([
      `- ${one.type} ${one.direction === 'out' ? '->' : '<-'} ${inline(one.title, 80)} (${one.other_memory_id})`,
      `strength ${one.strength}`,
      one.valid_until !== null && `until ${day(one.valid_until)}`,
      `relationship ${one.id}`,
      one.context !== null && `| ${inline(one.context)}`,
    ]),
  );
  return [`${count(relationships.length, 'relationship', 'relationships')}:`, ...lines].join('\n');
}

/** A relationship in one line, with the titles of its ends where they are known. */
export function renderRelationship(
  one: Relationship,
  titles: ReadonlyMap<string, string> = new Map(),
): string {
  const end = (id: string) => (titles.has(id) ? `${inline(titles.get(id) ?? '', 80)} (${id})` : id);
  return dotted([
    `${end(one.from_memory_id)} ${one.type} ${end(one.to_memory_id)}`,
    `strength ${one.strength}, confidence ${one.confidence}`,
    day(one.created_at),
    one.valid_until !== null && `until ${day(one.valid_until)}`,
    `relationship ${one.id}`,
    one.context !== null && `| ${inline(one.context)}`,
  ]);
}

function describeValidity(memory: Memory): string {
  const from = `true since ${minute(memory.valid_from)}`;
  return memory.valid_until === null ? from : `${from} until ${minute(memory.valid_until)}`;
}

function describeContext(context: MemoryContext): string {
  return Object.entries(context)
    .map(([key, value]) => `${inline(key, 60)}=${inline(describeValue(value), 300)}`)
    .join('; ');
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
