import { createHash } from 'node:crypto';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Change } from '../../domain/change-set.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { backupStore } from './backup.js';
import { type BackupCounts, headerLine, recordLine } from './backup-format.js';
import { type BackupFacts, checkBackup, readBackup } from './read-backup.js';
import { changeOf, changeSetIdOf } from './record-change.js';
import { unfinishedNote, unfinishedRestore } from './unfinished-restore.js';

/** How a restore goes about it. */
export interface RestoreOptions {
  readonly now: () => string;
  /** The tenant it goes into; null (the default) = a store without tenants. */
  readonly tenant_id?: string | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (
    stage: 'checking' | 'writing' | 'comparing',
    done: number,
    total: number | null,
  ) => void;
  /** Of backup text in one change set; a backup within it is restored all or nothing. */
  readonly batchBytes?: number;
}

export interface RestoreReport {
  readonly counts: BackupCounts;
  readonly records: number;
  readonly sha256: string;
  /** True where an earlier restore of the same file had been cut off and was completed. */
  readonly resumed: boolean;
}

/** Some 30,000 ordinary records; takes about eleven times as much memory while it is written. */
const BATCH_BYTES = 32 * 1024 * 1024;

/**
 * Puts a backup into an empty store, exactly. The file is checked to its last line before anything is written. A
 * backup of up to 32 MB is one change set: all of it or nothing. A larger one is several; the store is marked as
 * unfinished until the last, and the same restore run again goes on where it was cut off. At the end the store
 * is read and compared with the file. `scope` is the operator's, as `RESTORE_USER_ID`. A backup of a tenant goes into
 * the tenant of that name, one of a store without tenants into such a store.
 * Throws `invalid_file`, `not_empty`, `wrong_mode`, `cancelled`, and what the store throws.
 */
export async function restoreStore(
  backend: Backend,
  scope: AccessScope,
  path: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { signal, onProgress, tenant_id = null } = options;
  const facts = await checkBackup(path, signal, (done) => onProgress?.('checking', done, null));
  checkPlace(facts.tenant_id, tenant_id);
  const unfinished = await unfinishedRestore(backend, scope, options.now());
  if (unfinished !== null && unfinished !== facts.sha256)
    throw notEmpty(
      'A restore of another backup into this store was cut off; finish that one, or use a new store.',
    );
  if (unfinished === null) await assertEmpty(backend, scope);
  const expected = await writeRecords(backend, scope, { path, facts, options });
  await compare(backend, scope, expected, { ...options, total: facts.records });
  const { counts, records, sha256 } = facts;
  return { counts, records, sha256, resumed: unfinished !== null };
}

/** Writes all records. @returns the checksum that a backup of the store must have now. */
async function writeRecords(
  backend: Backend,
  scope: AccessScope,
  work: {
    readonly path: string;
    readonly facts: BackupFacts;
    readonly options: RestoreOptions;
  },
): Promise<string> {
  const { path, facts, options } = work;
  const hash = createHash('sha256').update(`${headerLine(facts.tenant_id)}\n`);
  const limit = options.batchBytes ?? BATCH_BYTES;
  let batch: Change[] = [];
  let bytes = 0;
  let done = 0;
  let sets = 0;
  const commit = async (last: boolean): Promise<void> => {
    const single = last && sets === 0;
    if (!single && (last || sets === 0))
      batch.push(unfinishedNote(facts.sha256, last ? 'finished' : 'unfinished'));
    const outcome = await backend.commit(scope, {
      id: changeSetIdOf(`restore ${facts.sha256} ${limit} ${sets}`),
      at: options.now(),
      preconditions: sets === 0 ? [{ kind: 'empty' }] : [],
      changes: batch,
    });
    if (!outcome.committed)
      throw notEmpty('The store holds memories; a backup is restored into an empty one.');
    [batch, bytes, sets] = [[], 0, sets + 1];
  };
  for await (const each of readBackup(path, options.signal)) {
    if (bytes > 0 && bytes + each.bytes > limit) await commit(false);
    batch.push(changeOf(each));
    bytes += each.bytes;
    hash.update(`${recordLine(each.kind, each.record)}\n`);
    if (++done % 500 === 0) options.onProgress?.('writing', done, facts.records);
  }
  if (done !== facts.records)
    throw new MemoryGraphError('invalid_file', 'The backup changed while it was read.');
  await commit(true);
  return hash.digest('hex');
}

/** Who sees what is a matter of the tenant: it is neither lost nor made up on the way. */
export function checkPlace(of: string | null, into: string | null): void {
  if (of === into) return;
  if (of === null)
    throw new MemoryGraphError(
      'wrong_mode',
      'This is the backup of a store without tenants: nothing in it says who sees what. Restore it into a store of its own, without MEMORY_MULTI_TENANT_MODE, and give that store tenants with "memorygraph migrate-to-multitenant".',
    );
  if (into === null)
    throw new MemoryGraphError(
      'wrong_mode',
      `This is the backup of the tenant ${of}: in a store without tenants everybody would see what is private in it. Restore it into a store with tenants: MEMORY_MULTI_TENANT_MODE=true.`,
    );
  throw new MemoryGraphError(
    'wrong_mode',
    `This is the backup of the tenant ${of}, and goes into a tenant of that name: --tenant ${of}.`,
  );
}

async function assertEmpty(backend: Backend, scope: AccessScope): Promise<void> {
  for await (const _memory of backend.streamMemories(scope))
    throw notEmpty(
      'The store holds memories (or tombstones of deleted ones); a backup is restored into an empty one.',
    );
}

async function compare(
  backend: Backend,
  scope: AccessScope,
  expected: string,
  options: RestoreOptions & { readonly total: number },
): Promise<void> {
  const source = await backupStore(backend, scope, {
    tenant_id: options.tenant_id ?? null,
    onProgress: (done) => options.onProgress?.('comparing', done, options.total),
  });
  for await (const _chunk of source.chunks) options.signal?.throwIfAborted();
  if (source.sha256() === expected) return;
  throw new MemoryGraphError(
    'storage_corrupt',
    'What was restored differs from the backup. Another process may have written to the store meanwhile; else do not use this store.',
  );
}

function notEmpty(text: string): MemoryGraphError {
  return new MemoryGraphError('not_empty', text);
}
