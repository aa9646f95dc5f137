import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Memory, MemoryUse, MemoryVersion } from '../../src/domain/memory.js';
import type { Relationship, RelationshipVersion } from '../../src/domain/relationship.js';
import type { Connection } from './connection.js';
import { failureOf } from './failure.js';
import { MEMORY_COLUMNS, type MemoryRow, memoryFromRow } from './memory-rows.js';
import { relationshipColumns, relationshipRecord } from './relationship-rows.js';
import { memoryVisible, ofTenant, relationshipVisible, versionShown } from './scope.js';
import { useStream } from './use-source.js';
import { type Walk, walkPages } from './walk.js';

/**
 * Rows of one state of the store, whatever others write meanwhile: a connection of its own holds a reading
 * transaction from the first page to the last.
 */
async function* walk<Row>(
  open: () => Connection,
  scope: AccessScope,
  how: Walk | ((reader: Connection) => Walk),
): AsyncGenerator<Row> {
  const reader = open();
  try {
    reader.run('BEGIN');
    const pages = walkPages<Row>(reader, scope, typeof how === 'function' ? how(reader) : how);
    for await (const page of pages) yield* page;
  } catch (thrown) {
    throw failureOf(reader, thrown);
  } finally {
    reader.rollBack();
    reader.close();
  }
}

export async function* streamMemories(open: () => Connection, scope: AccessScope): AsyncGenerator<Memory> {
  const rows = walk<MemoryRow>(open, scope, {
    select: MEMORY_COLUMNS,
    from: 'memories AS m',
    where: memoryVisible(scope, 'm'),
    keys: ['m.created_at', 'm.id'],
  });
  for await (const row of rows) yield memoryFromRow(row);
}

export async function* streamMemoryVersions(
  open: () => Connection,
  scope: AccessScope,
): AsyncGenerator<MemoryVersion> {
  const rows = walk<{ record: string; superseded_at: string }>(open, scope, {
    select: 'v.record, v.superseded_at',
    from: 'memory_versions AS v JOIN memories AS m ON m.tenant_id = v.tenant_id AND m.id = v.id',
    where: `${ofTenant('v')} AND ${memoryVisible(scope, 'm')}${versionShown(scope, 'v.record', 'm')}`,
    keys: ['v.id', 'v.version'],
  });
  for await (const { record, superseded_at } of rows)
    yield { memory: JSON.parse(record) as Memory, superseded_at };
}

export async function* streamRelationships(
  open: () => Connection,
  scope: AccessScope,
): AsyncGenerator<Relationship> {
  const rows = walk<Relationship & { key_0: unknown; key_1: unknown }>(open, scope, {
    select: relationshipColumns(scope),
    from: 'relationships AS r',
    where: relationshipVisible(scope, 'r'),
    keys: ['r.created_at', 'r.id'],
  });
  for await (const { key_0: _at, key_1: _id, ...relationship } of rows) yield relationship;
}

export async function* streamRelationshipVersions(
  open: () => Connection,
  scope: AccessScope,
): AsyncGenerator<RelationshipVersion> {
  const rows = walk<{ record: string; superseded_at: string }>(open, scope, {
    select: `${relationshipRecord(scope)}, v.superseded_at`,
    from: 'relationship_versions AS v JOIN relationships AS r ON r.tenant_id = v.tenant_id AND r.id = v.id',
    where: `${ofTenant('v')} AND ${relationshipVisible(scope, 'r')}`,
    keys: ['v.id', 'v.version'],
  });
  for await (const { record, superseded_at } of rows)
    yield { relationship: JSON.parse(record) as Relationship, superseded_at };
}

export async function* streamUse(open: () => Connection, scope: AccessScope): AsyncGenerator<MemoryUse> {
  const how = (reader: Connection) => useStream(reader, scope, memoryVisible(scope, 'm'));
  for await (const { key_0: _first, key_1: _second, ...use } of walk<MemoryUse & Keys>(open, scope, how))
    yield use;
}

interface Keys {
  readonly key_0: unknown;
  readonly key_1: unknown;
}
