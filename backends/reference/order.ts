import type { Position } from '../../src/domain/page.js';

/** For sorting: newest first, equal times by id descending. */
export function newestFirst(a: Position, b: Position): number {
  return compare(b.at, a.at) || compare(b.id, a.id);
}

/** True where `place` comes after `position` in that order. */
export function comesAfter(place: Position, position: Position | undefined): boolean {
  return position === undefined || newestFirst(place, position) > 0;
}

/** For sorting: by code units, as ISO times and ids are meant to be compared. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
