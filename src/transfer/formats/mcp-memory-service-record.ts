import type { MemoryType } from '../../domain/memory-types.js';
import type { ImportLine } from '../import/read-import.js';
import { type ForeignMemory, memoryLines } from './records/memory-lines.js';
import { recordNotes } from './records/record-notes.js';
import { relationshipLines } from './records/relationship-lines.js';
import { type Fields, jsonFields, jsonList, textOf, timeOf } from './records/values.js';

/** What its types mean here where their names alone do not say; the word itself is kept in the metadata. */
const TYPES: Readonly<Record<string, MemoryType>> = {
  planning: 'task',
  mistake: 'error',
  session: 'conversation',
  meeting: 'conversation',
  reference: 'fact',
  milestone: 'fact',
  discovery: 'fact',
  ceremony: 'workflow',
  feature: 'task',
  status: 'fact',
};
/** What people searched for, and how often: not to be taken over. */
const OF_USE = ['access_queries', 'access_count', 'last_accessed_at'];
const NO_TAG = 'untagged';

/**
 * Memories of mcp-memory-service as lines of an import. Those that another one took the place of come last: they
 * end when the other begins, which must have been seen by then.
 */
export function mcpMemories() {
  const created = new Map<string, string>();
  const superseded: { number: number; memory: ForeignMemory; by: string; reason: unknown }[] = [];

  return {
    *lines(number: number, fields: Fields): Generator<ImportLine> {
      const notes = recordNotes(number);
      const hash = textOf(fields.content_hash);
      const metadata = jsonFields(fields.metadata);
      const by = textOf(fields.superseded_by) ?? textOf(metadata.superseded_by);
      if (OF_USE.some((key) => key in metadata))
        notes.leaveOut('detail', 'how often and by what it was searched');
      yield* notes.lines;
      if (hash === null) {
        yield { kind: 'left_out', number, record: 'memory', reason: 'it has no content hash' };
        return;
      }
      const memory = memoryOf(hash, fields, metadata);
      const time = timeOf(memory.created_at);
      if (time !== null) created.set(hash, time);
      if (by === null || by === hash) yield* memoryLines(number, memory);
      else superseded.push({ number, memory, by, reason: metadata.evolution_reason });
    },
    *end(): Generator<ImportLine> {
      for (const { number, memory, by, reason } of superseded) {
        const from = timeOf(memory.created_at);
        const until = created.get(by) ?? timeOf(memory.updated_at) ?? from;
        yield* memoryLines(number, {
          ...memory,
          valid_until: until !== null && from !== null && until < from ? from : until,
        });
        yield* relationshipLines(number, {
          from: by,
          to: memory.id,
          type: 'REPLACES',
          context: reason,
          created_at: created.get(by),
        });
      }
    },
  };
}

function memoryOf(hash: string, fields: Fields, metadata: Fields): ForeignMemory {
  const kept = Object.entries(metadata).filter(
    ([key]) => !OF_USE.includes(key) && key !== 'superseded_by' && key !== 'evolution_reason',
  );
  const store = textOf(fields.store);
  const source = textOf(fields.export_source);
  return {
    id: hash,
    type: fields.memory_type,
    typeNames: TYPES,
    content: fields.content,
    tags: tagsOf(fields.tags),
    created_at: fields.created_at ?? fields.created_at_iso,
    updated_at: fields.updated_at ?? fields.updated_at_iso,
    confidence: fields.confidence,
    version: fields.version,
    metadata: {
      ...Object.fromEntries(kept),
      ...(store === null || store === 'default' ? {} : { store }),
      ...(source === null ? {} : { export_source: source }),
    },
  };
}

/** One text with commas, a list, or the JSON of one. */
function tagsOf(value: unknown): string[] {
  const list = jsonList(value);
  const tags = list[0] === value && typeof value === 'string' ? value.split(',') : list;
  return tags.flatMap((tag) => textOf(tag)?.trim() ?? []).filter((tag) => tag !== NO_TAG);
}
