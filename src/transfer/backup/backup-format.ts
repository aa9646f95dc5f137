import { canonicalJson } from '../../domain/canonical-json.js';
import type { Memory, MemoryUse, MemoryVersion } from '../../domain/memory.js';
import type { ProjectAlias } from '../../domain/project.js';
import type { Relationship, RelationshipVersion } from '../../domain/relationship.js';

export const BACKUP_FORMAT = 'memorygraph-backup';
/** Raised when records change so that an older program cannot read them. */
export const BACKUP_VERSION = 2;
/** The oldest that this program reads: it had no other names of projects. */
export const OLDEST_BACKUP_VERSION = 1;

/** The kinds of record, in the order they stand in a backup. */
export const BACKUP_KINDS = [
  'memory',
  'memory_version',
  'relationship',
  'relationship_version',
  'use',
  'project_alias',
] as const;

export type BackupKind = (typeof BACKUP_KINDS)[number];

/** What each kind of line holds. */
export interface BackupRecords {
  readonly memory: Memory;
  readonly memory_version: MemoryVersion;
  readonly relationship: Relationship;
  readonly relationship_version: RelationshipVersion;
  readonly use: MemoryUse;
  readonly project_alias: ProjectAlias;
}

/** How many records of each kind. */
export type BackupCounts = Readonly<Record<BackupKind, number>>;

/**
 * First line. It carries no time and no version of the program: a backup of the same memories is the same bytes.
 */
export function headerLine(): string {
  return canonicalJson({ format: BACKUP_FORMAT, version: BACKUP_VERSION }, ['format', 'version']);
}

/** One record: `{"memory": {...}}`. */
export function recordLine<Kind extends BackupKind>(kind: Kind, record: BackupRecords[Kind]): string {
  return `{"${kind}":${canonicalJson(record, FIRST_KEYS[kind])}}`;
}

/** Last line: the number of records and the SHA-256 of every byte before it. */
export function trailerLine(records: number, sha256: string): string {
  return canonicalJson({ records, sha256 }, ['records', 'sha256']);
}

export function noCounts(): Record<BackupKind, number> {
  return { memory: 0, memory_version: 0, relationship: 0, relationship_version: 0, use: 0, project_alias: 0 };
}

const FIRST_KEYS: Readonly<Record<BackupKind, readonly string[]>> = {
  memory: ['id', 'type', 'title', 'content'],
  memory_version: ['superseded_at', 'memory'],
  relationship: ['id', 'from_memory_id', 'type', 'to_memory_id'],
  relationship_version: ['superseded_at', 'relationship'],
  use: ['id'],
  project_alias: ['alias'],
};
