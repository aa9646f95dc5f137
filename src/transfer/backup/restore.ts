import { createHash } from 'node:crypto';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Change } from '../../domain/change-set.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { contentHash } from '../../repository/content-hash.js';
import { documentOf } from '../../search/analysis.js';
import { backupStore } from './backup.js';
import { type BackupCounts, headerLine, recordLine } from './backup-format.js';
import { type BackupRecord, checkBackup, readBackup } from './read-backup.js';
import { unfinishedNote, unfinishedRestore } from './unfinished-restore.js';

/** How a restore goes about it. */
export interface RestoreOptions {
  readonly now: () => string;
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
 * is read and compared with the file. `scope` is the operator's, as `RESTORE_USER_ID`.
 * Throws `invalid_file`, `not_empty`, `cancelled`, and what the store throws.
 */
export async function restoreStore(
  backend: Backend,
  scope: AccessScope,
  path: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const { signal, onProgress } = options;
  const facts = await checkBackup(path, signal, (done) => onProgress?.('checking', done, null));
  const unfinished = await unfinishedRestore(backend, scope, options.now());
  if (unfinished !== null && unfinished !== facts.sha256)
    throw notEmpty(
      'A restore of another backup into this store was cut off; finish that one, or use a new store.',
    );
  if (unfinished === null) await assertEmpty(backend, scope);
  const expected = await writeRecords(backend, scope, { path, facts, options });
  await compare(backend, scope, expected, { ...options, total: facts.records });
  return { ...facts, resumed: unfinished !== null };
}

/** Writes all records. @returns the checksum that a backup of the store must have now. */
async function writeRecords(
  backend: Backend,
  scope: AccessScope,
  work: {
    readonly path: string;
    readonly facts: { readonly sha256: string; readonly records: number };
    readonly options: RestoreOptions;
  },
): Promise<string> {
  const { path, facts, options } = work;
  const hash = createHash('sha256').update(`${headerLine()}\n`);
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
      id: changeSetId(facts.sha256, limit, sets),
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

function changeOf(each: BackupRecord): Change {
  switch (each.kind) {
    case 'memory': {
      const memory = each.record;
      const document = memory.deleted_at === null ? documentOf(memory) : null;
      return { kind: 'put_memory', memory, former: null, document, content_hash: contentHash(memory) };
    }
    case 'memory_version':
      return { kind: 'put_memory_version', ...each.record };
    case 'relationship':
      return { kind: 'put_relationship', relationship: each.record, former: null };
    case 'relationship_version':
      return { kind: 'put_relationship_version', ...each.record };
    case 'use':
      return { kind: 'put_use', ...each.record };
    case 'project_alias':
      return { kind: 'put_project_alias', ...each.record };
  }
}

/** The same for the same file and place, so that a store knows a change set it has applied already. */
function changeSetId(sha256: string, limit: number, index: number): string {
  const hex = createHash('sha256').update(`restore ${sha256} ${limit} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
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
  const source = await backupStore(backend, scope, (done) =>
    options.onProgress?.('comparing', done, options.total),
  );
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
