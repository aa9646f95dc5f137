import type { ImportLine, LeftOutRecord } from '../../import/read-import.js';

/** Gathers what a record could not bring along, as lines of the import. */
export interface RecordNotes {
  leaveOut(record: LeftOutRecord, reason: string): void;
  map(what: string, to: string): void;
  readonly lines: readonly ImportLine[];
}

const MOST_NAME_CHARACTERS = 60;

/** Notes on the record of this number. */
export function recordNotes(number: number): RecordNotes {
  const lines: ImportLine[] = [];
  return {
    lines,
    leaveOut: (record, reason) => lines.push({ kind: 'left_out', number, record, reason }),
    map: (what, to) =>
      lines.push({ kind: 'mapped', number, what: what.slice(0, MOST_NAME_CHARACTERS).toWellFormed(), to }),
  };
}
