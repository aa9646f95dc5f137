import { isDeepStrictEqual } from 'node:util';
import type { Memory } from '../../domain/memory.js';
import type { Relationship } from '../../domain/relationship.js';

/** Whose work, recorded when: from `since` on, before `until` where given (ISO). */
export interface UndoSpan {
  readonly by: string;
  readonly since: string;
  readonly until?: string;
}

/** What is to become of one record; `before` is its state before that work began. */
export type Verdict<Kind> =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'created' }
  | { readonly kind: 'changed'; readonly before: Kind }
  /** Somebody else has built on it since: it is left. */
  | { readonly kind: 'conflict'; readonly by: string; readonly at: string };

interface Version {
  readonly version: number;
  readonly updated_by: string;
  readonly recorded_at: string;
}

/**
 * Judges a record by its versions, oldest first, the present one last. A version that says the same as the state
 * to go back to is nobody's further work: so an undo that is repeated finds nothing left to do.
 * @param sameState compares what readers see; `before` null = the record was not there.
 */
export function judge<Kind extends Version>(
  versions: readonly Kind[],
  span: UndoSpan,
  sameState: (state: Kind, before: Kind | null) => boolean,
): Verdict<Kind> {
  const theirs = (version: Version): boolean =>
    version.updated_by === span.by &&
    version.recorded_at >= span.since &&
    (span.until === undefined || version.recorded_at < span.until);
  const first = versions.findIndex(theirs);
  const present = versions.at(-1);
  if (first === -1 || present === undefined) return { kind: 'nothing' };
  const before = versions[first - 1] ?? null;
  if (sameState(present, before)) return { kind: 'nothing' };
  const other = versions.slice(first + 1).find((each) => !theirs(each) && !sameState(each, before));
  if (other !== undefined) return { kind: 'conflict', by: other.updated_by, at: other.recorded_at };
  return before === null ? { kind: 'created' } : { kind: 'changed', before };
}

/** A memory that is not there is one that is deleted. */
export function sameMemory(state: Memory, before: Memory | null): boolean {
  if (before === null || before.deleted_at !== null) return state.deleted_at !== null;
  return isDeepStrictEqual(withoutStamp(state), withoutStamp(before));
}

/** A relationship that is not there is one that never held. */
export function sameRelationship(state: Relationship, before: Relationship | null): boolean {
  if (before === null) return state.valid_until !== null && state.valid_until <= state.valid_from;
  return isDeepStrictEqual(withoutStamp(state), withoutStamp(before));
}

function withoutStamp(record: Memory | Relationship): unknown {
  const { version: _v, updated_at: _at, updated_by: _by, recorded_at: _r, ...rest } = record;
  return rest;
}
