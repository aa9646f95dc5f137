import { canonicalJson } from '../../domain/canonical-json.js';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';

export const EXPORT_FORMAT = 'memorygraph-export';
/** Raised when lines change so that an older program cannot read them. */
export const EXPORT_VERSION = 1;

/** First line of an export. */
export function exportHeader(): string {
  return canonicalJson({ format: EXPORT_FORMAT, version: EXPORT_VERSION }, ['format', 'version']);
}

/** A live memory, as one reads it: no tombstone field, as there are none. */
export function memoryLine(memory: Memory): string {
  const { deleted_at: _none, ...shown } = memory;
  return canonicalJson({ kind: 'memory', ...shown }, ['kind', 'id', 'type', 'title', 'content']);
}

export function relationshipLine(relationship: Relationship): string {
  return canonicalJson({ kind: 'relationship', ...relationship }, [
    'kind',
    'id',
    'from_memory_id',
    'type',
    'to_memory_id',
  ]);
}

/** Last line of an export, by which a cut-off file is known. */
export function exportEnd(memories: number, relationships: number): string {
  return canonicalJson({ kind: 'end', memories, relationships }, ['kind', 'memories', 'relationships']);
}
