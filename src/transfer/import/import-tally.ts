import type { LeftOutRecord } from './read-import.js';

export interface LeftOut {
  readonly record: LeftOutRecord;
  readonly reason: string;
  readonly count: number;
}

export interface Mapped {
  readonly what: string;
  readonly to: string;
  readonly count: number;
}

/** Counts what an import leaves out, by reason, and what it brings in under another name. */
export interface Tally {
  leaveOut(record: LeftOutRecord, reason: string): void;
  map(what: string, to: string): void;
  /** Most frequent first. */
  leftOut(): LeftOut[];
  mapped(): Mapped[];
}

/** Names come from the file, so their number is bounded. */
const MOST_KINDS = 1_000;

/** A count of nothing yet. */
export function tally(): Tally {
  const leftOut = new Map<string, LeftOut>();
  const mapped = new Map<string, Mapped>();
  return {
    leaveOut: (record, reason) => count(leftOut, `${record} ${reason}`, { record, reason }),
    map: (what, to) => count(mapped, JSON.stringify([what, to]), { what, to }),
    leftOut: () => sorted(leftOut),
    mapped: () => sorted(mapped),
  };
}

function count<Entry extends { readonly count: number }>(
  counts: Map<string, Entry>,
  key: string,
  entry: Omit<Entry, 'count'>,
): void {
  const former = counts.get(key);
  if (former === undefined && counts.size >= MOST_KINDS) return;
  counts.set(key, { ...entry, count: (former?.count ?? 0) + 1 } as Entry);
}

function sorted<Entry extends { readonly count: number }>(counts: ReadonlyMap<string, Entry>): Entry[] {
  return [...counts.values()].toSorted((one, other) => other.count - one.count);
}
