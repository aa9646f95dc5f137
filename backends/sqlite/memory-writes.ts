import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Change } from '../../src/domain/change-set.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryContext } from '../../src/domain/memory-context.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import type { Connection } from './connection.js';
import { putFacets } from './facet-writes.js';
import { type Facet, facetsOf } from './facets.js';
import { putDocument } from './index-writes.js';
import { INSERT_MEMORY, memoryParameters, UPDATE_MEMORY } from './memory-rows.js';
import { scopeParameters } from './scope.js';

type PutMemory = Extract<Change, { kind: 'put_memory' }>;

/** Writes the next state of a memory, its history, facets and index entries. */
export function putMemory(connection: Connection, scope: AccessScope, change: PutMemory): void {
  const { memory, former } = change;
  const stored = storedFacets(connection, scope, memory.id);
  if ((stored === undefined) !== (former === null)) throw contradiction();
  const row = memoryParameters(scope, memory, change.content_hash);
  let seq: number;
  if (stored === undefined || former === null) {
    seq = connection.run(INSERT_MEMORY, row).lastInsertRowid;
  } else {
    seq = stored.seq;
    putMemoryVersion(connection, scope, former, memory.recorded_at);
    connection.run(UPDATE_MEMORY, row);
  }
  putFacets(connection, scope, seq, stored?.facets ?? [], facetsOf(memory));
  putDocument(connection, scope, seq, change.document, stored === undefined);
}

/** Adds a former version to the history; one that is there is replaced, so that a restore can be resumed. */
export function putMemoryVersion(
  connection: Connection,
  scope: AccessScope,
  memory: Memory,
  superseded_at: string,
): void {
  connection.run(
    `INSERT INTO memory_versions (tenant_id, id, version, superseded_at, record)
     VALUES (:tenant_id, :id, :version, :superseded_at, :record)
     ON CONFLICT (tenant_id, id, version) DO UPDATE
     SET superseded_at = excluded.superseded_at, record = excluded.record`,
    {
      ...scopeParameters(scope),
      id: memory.id,
      version: memory.version,
      superseded_at,
      record: JSON.stringify(memory),
    },
  );
}

/** Where a memory's row is and the facets that it has; undefined where it is not there. */
export function storedFacets(
  connection: Connection,
  scope: AccessScope,
  id: string,
): { seq: number; facets: Facet[] } | undefined {
  const row = connection.get<{ seq: number; tags: string; context: string }>(
    'SELECT seq, tags, context FROM memories WHERE tenant_id = :tenant_id AND id = :id',
    { ...scopeParameters(scope), id },
  );
  if (row === undefined) return undefined;
  return {
    seq: row.seq,
    facets: facetsOf({
      tags: JSON.parse(row.tags) as string[],
      context: JSON.parse(row.context) as MemoryContext,
    }),
  };
}

/** The change set says new and it is there, or says changed and it is not: its preconditions forgot to ask. */
export function contradiction(): MemoryGraphError {
  return new MemoryGraphError(
    'conflict',
    'The record was written by someone else in the meantime. Read it again and repeat the change.',
  );
}
