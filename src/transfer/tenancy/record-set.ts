import { createHash } from 'node:crypto';
import {
  BACKUP_KINDS,
  type BackupCounts,
  noCounts,
  recordLine,
  type StoredRecord,
} from '../backup/backup-format.js';

/** What a set of records is, whatever their order: how many of each kind, and one sum over all. */
export interface RecordSet {
  readonly counts: BackupCounts;
  add(each: StoredRecord): void;
  /** Equal for equal sets. */
  summary(): string;
}

const MODULUS = 1n << 256n;

/** A sum of checksums sees a record that is there twice, which a parity of them would not. */
export function createRecordSet(): RecordSet {
  const counts = noCounts();
  let sum = 0n;
  return {
    counts,
    add(each) {
      counts[each.kind]++;
      const hash = createHash('sha256').update(recordLine(each.kind, each.record)).digest('hex');
      sum = (sum + BigInt(`0x${hash}`)) % MODULUS;
    },
    summary: () => [...BACKUP_KINDS.map((kind) => counts[kind]), sum.toString(16)].join(' '),
  };
}
