import type { MigrationRecord, MigrationSpace, TenantMigration } from '../../contracts/tenant-migration.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { OperatorScopes } from './operator-scopes.js';

/** What long work of a migration is at. */
export type MigrationStage =
  | 'checking'
  | 'counting'
  | 'backing up'
  | 'moving'
  | 'comparing'
  | 'writing the audit log'
  | 'finishing';

/** What a migration, or its undoing, works with. */
export interface MigrationWork {
  readonly migration: TenantMigration;
  readonly scopes: OperatorScopes;
  readonly now: () => string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: MigrationStage, done: number, total: number | null) => void;
  /** How much text of records is written at a time; the same in every run of a migration. */
  readonly batchCharacters?: number;
}

/** Throws `cancelled` where the work was called off; what was done so far stays, and the work can go on later. */
export function goOn({ signal }: Pick<MigrationWork, 'signal'>): void {
  if (signal?.aborted !== true) return;
  throw new MemoryGraphError(
    'cancelled',
    'Interrupted. Run the same command again to go on where it stopped.',
  );
}

/** Shows progress, and stops where the work was called off. */
export function step(work: MigrationWork, stage: MigrationStage, done: number, total: number | null): void {
  if (done % 100 !== 0) return;
  goOn(work);
  work.onProgress?.(stage, done, total);
}

/** Refuses where the disk clearly has too little room. Throws `storage_full`. */
export function requireSpace({ free_bytes, needed_bytes }: MigrationSpace): void {
  if (free_bytes >= needed_bytes) return;
  const [needed, free] = [needed_bytes, free_bytes].map((bytes) => Math.ceil(bytes / 1_000_000));
  throw new MemoryGraphError(
    'storage_full',
    `There is too little room on the disk: about ${needed} MB are needed, ${free} MB are free. Nothing was changed.`,
    { details: { needed_bytes, free_bytes } },
  );
}

/** Begins the name of a file beside the store that belongs to this migration. */
export function fileMark({ id, started_at }: MigrationRecord): string {
  return `${started_at.replaceAll(/[-:]|\.\d+/g, '')}-${id.slice(-6)}`;
}

/**
 * Takes away what the store does not need any more. @returns whether it could be done: it waits for nobody, and is
 * done by the next run then.
 */
export async function tidied(migration: TenantMigration): Promise<boolean> {
  try {
    await migration.tidy();
    return true;
  } catch {
    return false;
  }
}
