import { canonicalJson } from '../../domain/canonical-json.js';
import type { Memory, MemoryUse, MemoryVersion } from '../../domain/memory.js';
import type { ProjectAlias } from '../../domain/project.js';
import type { Relationship, RelationshipVersion } from '../../domain/relationship.js';
import type { ProjectGrant } from '../../domain/tenant.js';

export const BACKUP_FORMAT = 'memorygraph-backup';
/** Raised when records change so that an older program cannot read them. */
const SINGLE_VERSION = 2;
/** A tenant's: it has grants and use by user, and an older program would show what is private to everybody. */
export const BACKUP_VERSION = 3;
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
  'project_grant',
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
  readonly project_grant: ProjectGrant;
}

/** One record and what it is. */
export type StoredRecord = {
  [Kind in BackupKind]: { readonly kind: Kind; readonly record: BackupRecords[Kind] };
}[BackupKind];

/** How many records of each kind. */
export type BackupCounts = Readonly<Record<BackupKind, number>>;

/**
 * First line. It carries no time and no version of the program: a backup of the same memories is the same bytes.
 * @param tenant_id whose backup it is; null = of a store without tenants.
 */
export function headerLine(tenant_id: string | null): string {
  const version = tenant_id === null ? SINGLE_VERSION : BACKUP_VERSION;
  const tenant = tenant_id === null ? {} : { tenant_id };
  return canonicalJson({ format: BACKUP_FORMAT, version, ...tenant }, ['format', 'version', 'tenant_id']);
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
  return {
    memory: 0,
    memory_version: 0,
    relationship: 0,
    relationship_version: 0,
    use: 0,
    project_alias: 0,
    project_grant: 0,
  };
}

const FIRST_KEYS: Readonly<Record<BackupKind, readonly string[]>> = {
  memory: ['id', 'type', 'title', 'content'],
  memory_version: ['superseded_at', 'memory'],
  relationship: ['id', 'from_memory_id', 'type', 'to_memory_id'],
  relationship_version: ['superseded_at', 'relationship'],
  use: ['id'],
  project_alias: ['alias'],
  project_grant: ['team_id'],
};
