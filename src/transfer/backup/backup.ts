import { createHash } from 'node:crypto';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { openConsistentStreams, type StoreStreams } from '../consistent-streams.js';
import {
  type BackupCounts,
  type BackupKind,
  type BackupRecords,
  headerLine,
  noCounts,
  recordLine,
  trailerLine,
} from './backup-format.js';

/** A backup while it is being read. */
export interface BackupSource {
  /** The text, in pieces of some 64 KB; to be read once, to its end. */
  readonly chunks: AsyncIterable<string>;
  /** What went by so far. */
  readonly counts: BackupCounts;
  /** Of everything but the last line; complete at the end. */
  sha256(): string;
}

const CHUNK_CHARACTERS = 64 * 1024;

/** Whose backup it is, and who is told how far it is. */
export interface BackupOptions {
  /** null (the default) = of a store without tenants. */
  readonly tenant_id?: string | null;
  readonly onProgress?: (records: number) => void;
}

/**
 * Everything in the store, or of one tenant, as of one moment, exactly: memories and tombstones, former versions,
 * relationships with closed ones, use, other names of projects and what teams were granted; not the audit log. The
 * same memories give the same bytes. Needs the operator scope to be complete. Throws `busy`.
 */
export async function backupStore(
  backend: Backend,
  scope: AccessScope,
  { tenant_id = null, onProgress }: BackupOptions = {},
): Promise<BackupSource> {
  const streams = await openConsistentStreams(backend, scope);
  const counts = noCounts();
  const hash = createHash('sha256');
  let sha256 = '';
  let records = 0;

  async function* chunks(): AsyncGenerator<string> {
    let chunk = `${headerLine(tenant_id)}\n`;
    try {
      for await (const { kind, line } of lines(streams)) {
        counts[kind]++;
        chunk += `${line}\n`;
        if (++records % 500 === 0) onProgress?.(records);
        if (chunk.length < CHUNK_CHARACTERS) continue;
        hash.update(chunk);
        yield chunk;
        chunk = '';
      }
    } finally {
      await streams.close();
    }
    hash.update(chunk);
    sha256 = hash.digest('hex');
    yield `${chunk}${trailerLine(records, sha256)}\n`;
  }

  return { chunks: chunks(), counts, sha256: () => sha256 };
}

async function* lines(streams: StoreStreams): AsyncGenerator<{ kind: BackupKind; line: string }> {
  yield* linesOf('memory', streams.memories);
  yield* linesOf('memory_version', streams.memoryVersions);
  yield* linesOf('relationship', streams.relationships);
  yield* linesOf('relationship_version', streams.relationshipVersions);
  yield* linesOf('use', streams.use);
  yield* linesOf('project_alias', streams.projectAliases);
  yield* linesOf('project_grant', streams.projectGrants);
}

async function* linesOf<Kind extends BackupKind>(
  kind: Kind,
  records: AsyncIterable<BackupRecords[Kind]> | Iterable<BackupRecords[Kind]>,
): AsyncGenerator<{ kind: Kind; line: string }> {
  for await (const record of records) yield { kind, line: recordLine(kind, record) };
}
