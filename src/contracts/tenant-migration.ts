import type { Backend } from './backend.js';
import type { MultiTenantBackend } from './tenancy.js';

/** Where a store stands between having no tenants and having some; `returning` = its migration is being undone. */
export type TenancyState = 'single' | 'migrating' | 'multi' | 'returning';

/** A migration that was begun, as the store keeps it until it is undone. */
export interface MigrationRecord {
  readonly id: string;
  readonly started_at: string;
  /** What was asked for, in a form that compares byte by byte. */
  readonly plan: string;
  /** The tenants that it makes. */
  readonly tenant_ids: readonly string[];
  /** How records are written in batches: a run that does it otherwise cannot go on with this one. */
  readonly format: string;
  /** When its undoing was begun; null = it is not being undone. */
  readonly returning_since: string | null;
}

export interface MigrationStatus {
  readonly state: TenancyState;
  /** null = none was begun; in a store with tenants, that it was made with them. */
  readonly record: MigrationRecord | null;
  /** True where files or free space still hold what is not needed any more: `tidy` takes it away. */
  readonly untidy: boolean;
}

/**
 * What a journal holds: each record that was migrated, with the former values of what was changed of it; and, as
 * `aside_*`, whole records that no tenant could take.
 */
export type JournalKind =
  | 'memory'
  | 'memory_version'
  | 'relationship'
  | 'relationship_version'
  | 'aside_relationship'
  | 'aside_relationship_version'
  | 'aside_project_alias';

/** One record in the journal of a migration. */
export interface JournalEntry {
  readonly kind: JournalKind;
  readonly id: string;
  /** The version that was migrated; 0 of what has none. */
  readonly version: number;
  /** Where it went; null = to no tenant. */
  readonly tenant_id: string | null;
  /** Former values, or the whole record. */
  readonly former: Readonly<Record<string, unknown>>;
}

/** What the migration changed, so that it can be taken back exactly. Kept with the store. */
export interface MigrationJournal {
  /** In one commit. An entry of the same kind, id and version gives way. */
  put(entries: readonly JournalEntry[]): Promise<void>;
  /** Every version of these ids. */
  find(kind: JournalKind, ids: readonly string[]): Promise<JournalEntry[]>;
  /** By id and version. */
  stream(kind: JournalKind): AsyncIterable<JournalEntry>;
  count(kind: JournalKind): Promise<number>;
}

/** Remembers which ids were seen in which tenant, without holding them in memory. */
export interface SeenIds {
  /** Notes ids of a tenant. @returns those that were seen in another one before, with it. */
  note(
    tenant_id: string,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly tenant_id: string }[]>;
  close(): void;
}

/** Room on the disk of a store, in bytes. */
export interface MigrationSpace {
  readonly free_bytes: number;
  /** About what is needed beside what is there, at the fullest. */
  readonly needed_bytes: number;
}

/**
 * What a backend offers for giving tenants to a store that has none, and for the way back. Each step is one commit,
 * and leaves a state from which the way goes on, or back. Between `begin` and `finish`, and between `beginReturn` and
 * `finishReturn`, no other process can write to the store or open it. Steps throw `wrong_mode` where the store is
 * not in the state they start from, `busy` where another process is in the middle of writing, `storage_full`.
 */
export interface TenantMigration {
  /** The store without tenants: whole while it is `single` or `migrating`; made again while it is `returning`. */
  readonly whole: Backend;
  /** The parts of the tenants: those of the record while it is `migrating`, else those of the store. */
  readonly parts: MultiTenantBackend;
  readonly journal: MigrationJournal;
  status(): Promise<MigrationStatus>;
  /** Path of a file beside the store, named after it. */
  beside(suffix: string): string;
  space(way: 'there' | 'back'): Promise<MigrationSpace>;
  seenIds(): SeenIds;

  /** From `single` to `migrating`: from now on nobody else writes. */
  begin(record: Omit<MigrationRecord, 'returning_since'>): Promise<void>;
  /**
   * From `migrating` to `multi`: what was in the store is in the parts alone.
   * Throws `conflict` where the journal does not hold every record.
   */
  finish(at: string): Promise<void>;
  /** From `migrating` back to `single`: the parts made so far are given up. */
  cancel(): Promise<void>;

  /** From `multi` to `returning`: from now on nobody writes, to no tenant. Goes on where it was cut off. */
  beginReturn(at: string): Promise<void>;
  /**
   * Makes an empty store without tenants beside the parts. One that is there, of the same format and this program's
   * schema, stays as it is; any other is made anew.
   */
  prepareReturn(format: string): Promise<void>;
  /** From `returning` to `single`. */
  finishReturn(at: string): Promise<void>;
  /** From `returning` back to `multi`: as if it had not been begun. */
  cancelReturn(): Promise<void>;

  /**
   * Removes files that are not needed any more and writes the store's file anew, so that nothing of what it held
   * stays in it. May be repeated. Throws `busy` where another process keeps an older state open.
   */
  tidy(): Promise<void>;
  close(): Promise<void>;
}
