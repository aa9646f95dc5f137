import { LIMITS } from '../../../domain/limits.js';
import type { JsonValue } from '../../../domain/memory-context.js';
import type { RecordNotes } from './record-notes.js';

/** Metadata as large as may be: where it is too large the smaller fields come first. */
export function fitMetadata(
  metadata: Readonly<Record<string, JsonValue>>,
  notes: RecordNotes,
): Record<string, JsonValue> {
  if (sizeOf(metadata) <= LIMITS.metadata_bytes) return { ...metadata };
  const kept = new Set<string>();
  let room = LIMITS.metadata_bytes - '{}'.length;
  const smallestFirst = Object.entries(metadata).toSorted(
    ([, one], [, other]) => sizeOf(one) - sizeOf(other),
  );
  for (const [key, value] of smallestFirst) {
    room -= sizeOf(key) + sizeOf(value) + ':,'.length;
    if (room >= 0) kept.add(key);
    else notes.leaveOut('detail', 'a field too large for the metadata');
  }
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => kept.has(key)));
}

function sizeOf(value: JsonValue): number {
  return JSON.stringify(value).length;
}
