import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';

/** Stands where the text of a former version was erased. */
const ERASED_TEXT = '(purged)';

/** A version without any text of its own; its number, times and authors stay, so that the history has no gap. */
export function erasedMemory(version: Memory): Memory {
  return {
    ...version,
    title: ERASED_TEXT,
    content: ERASED_TEXT,
    summary: null,
    tags: [],
    context: {},
    source: { kind: version.source.kind },
  };
}

/** True for a version whose text was erased: there is nothing left to go back to. */
export function isErased(version: Pick<Memory, 'title' | 'content'>): boolean {
  return version.title === ERASED_TEXT && version.content === ERASED_TEXT;
}

export function erasedRelationship(version: Relationship): Relationship {
  return { ...version, context: null };
}
