import type { Backend } from '../../contracts/backend.js';
import type { JournalEntry, MigrationJournal, MigrationRecord } from '../../contracts/tenant-migration.js';
import type { Change } from '../../domain/change-set.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { StoredRecord } from '../backup/backup-format.js';
import { changeOf, changeSetIdOf } from '../backup/record-change.js';
import type { OperatorScopes } from './operator-scopes.js';

/** So much text of records is held before it is written; some ten times as much memory is taken for it. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/** A record and where it goes; for null, into the store without tenants. */
interface Moving {
  readonly tenant_id: string | null;
  readonly each: StoredRecord;
}

/** Names how batches are made; changed with it, and with the order in which records come. */
export function moverFormat(batchCharacters = BATCH_CHARACTERS): string {
  return `1 ${batchCharacters}`;
}

/** Takes records one after the other and writes them in batches, each of which is written once however often it comes. */
export interface Mover {
  /** @param moving null where a record is set aside. @param entries what the journal keeps of it. */
  take(moving: Moving | null, entries?: readonly JournalEntry[]): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

/** Where records are written. */
export interface MoverTarget {
  readonly backend: Backend;
  readonly journal: MigrationJournal;
  readonly scopes: OperatorScopes;
  readonly record: MigrationRecord;
  readonly batchCharacters?: number | undefined;
}

/**
 * Batches are the same whenever the same records come in the same order, and so are the ids of their change sets: what
 * was written by a run that was cut off is not written again. The journal is behind what it tells of, never before.
 */
export function createMover(target: MoverTarget): Mover {
  const { backend, journal, scopes, record, batchCharacters = BATCH_CHARACTERS } = target;
  const { id, returning_since } = record;
  // Fixed, so that no change set is forgotten as too old while the work is not done.
  const at = returning_since ?? record.started_at;
  const batches = new Map<string | null, Change[]>();
  const met = new Set<string | null>();
  let entries: JournalEntry[] = [];
  let characters = 0;
  let flushes = 0;

  async function flush(): Promise<void> {
    for (const [tenant_id, changes] of batches) {
      const outcome = await backend.commit(scopes(tenant_id), {
        id: changeSetIdOf(`tenancy ${id} ${at} ${tenant_id ?? ''} ${flushes}`),
        at,
        preconditions: met.has(tenant_id) ? [] : [{ kind: 'empty' }],
        changes,
      });
      if (!outcome.committed) throw notEmpty();
      met.add(tenant_id);
    }
    if (entries.length > 0) await journal.put(entries);
    batches.clear();
    [entries, characters, flushes] = [[], 0, flushes + 1];
  }

  return {
    async take(moving, more = []) {
      if (moving !== null) {
        const { tenant_id, each } = moving;
        const batch = batches.get(tenant_id) ?? [];
        batches.set(tenant_id, batch);
        batch.push(changeOf(each));
        characters += sizeOf(each);
      }
      entries.push(...more);
      characters += more.reduce((sum, { former }) => sum + JSON.stringify(former).length, 0);
      if (characters >= batchCharacters) await flush();
    },
    end: flush,
  };
}

/** Of a record without its texts. */
const FIELDS_CHARACTERS = 600;

function sizeOf(each: StoredRecord): number {
  switch (each.kind) {
    case 'memory':
      return FIELDS_CHARACTERS + each.record.content.length;
    case 'memory_version':
      return FIELDS_CHARACTERS + each.record.memory.content.length;
    default:
      return FIELDS_CHARACTERS;
  }
}

function notEmpty(): MemoryGraphError {
  return new MemoryGraphError(
    'not_empty',
    'There are memories already where the migration writes to. Run the command with --rollback, then again.',
  );
}
