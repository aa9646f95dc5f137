import type { Backend } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { IdempotencyRecord } from '../../src/domain/change-set.js';
import type { Memory, MemoryUse, MemoryVersion } from '../../src/domain/memory.js';
import type { MemoryFilter } from '../../src/domain/memory-filter.js';
import { boundList, listOn } from './bound-list.js';
import type { Connection, Parameters } from './connection.js';
import { notClosedAt } from './memory-filter.js';
import { MEMORY_COLUMNS, type MemoryRow, memoryFromRow } from './memory-rows.js';
import { memorySource } from './memory-source.js';
import { memoryLive, memoryVisible, ofTenant, scopeParameters, versionShown } from './scope.js';
import { statementText } from './statement-text.js';
import { useSource } from './use-source.js';

type ListQuery = Parameters_<'listMemories'>[1];
type Parameters_<Method extends keyof Backend> = Backend[Method] extends (...given: infer Given) => unknown
  ? Given
  : never;

export function findMemories(connection: Connection, scope: AccessScope, ids: readonly string[]): Memory[] {
  if (ids.length === 0) return [];
  const list = listOn(connection, 'ids', ids);
  return connection
    .all<MemoryRow>(
      statementText(
        scope,
        `memories ${list.sql}`,
        () => `SELECT ${MEMORY_COLUMNS} FROM memories AS m
       WHERE ${memoryVisible(scope, 'm')} AND m.id IN ${list.sql}`,
      ),
      { ...scopeParameters(scope), ...list.parameters },
    )
    .map(memoryFromRow);
}

/** Without tenants by the statement that it always was. */
export function findTitles(
  connection: Connection,
  scope: AccessScope,
  ids: readonly string[],
): Map<string, string> {
  if (!connection.isOfTenant)
    return new Map(findMemories(connection, scope, ids).map(({ id, title }) => [id, title]));
  if (ids.length === 0) return new Map();
  const list = boundList('ids', ids);
  const rows = connection.rows<readonly [id: string, title: string]>(
    statementText(
      scope,
      `titles ${list.sql}`,
      () =>
        `SELECT m.id, m.title FROM memories AS m WHERE ${memoryVisible(scope, 'm')} AND m.id IN ${list.sql}`,
    ),
    { ...scopeParameters(scope), ...list.parameters },
  );
  return new Map(rows);
}

export function listMemories(connection: Connection, scope: AccessScope, query: ListQuery): Memory[] {
  const { from, conditions, parameters } = memorySource(connection, scope, query.filter);
  const order = query.order === 'created_at' ? 'm.created_at' : 'm.updated_at';
  const after = query.after === undefined ? [] : [`(${order}, m.id) < (:after_at, :after_id)`];
  const where = [memoryVisible(scope, 'm'), ...conditions, ...after].join(' AND ');
  const bound: Parameters = {
    ...scopeParameters(scope),
    ...parameters,
    ...(query.after === undefined ? {} : { after_at: query.after.at, after_id: query.after.id }),
    limit: query.limit,
    offset: query.offset ?? 0,
  };
  return connection
    .all<MemoryRow>(
      `SELECT ${MEMORY_COLUMNS} FROM ${from} WHERE ${where}
       ORDER BY ${order} DESC, m.id DESC LIMIT :limit OFFSET :offset`,
      bound,
    )
    .map(memoryFromRow);
}

export function countMemories(connection: Connection, scope: AccessScope, filter: MemoryFilter): number {
  const { from, conditions, parameters } = memorySource(connection, scope, filter);
  const where = [memoryVisible(scope, 'm'), ...conditions].join(' AND ');
  const row = connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${from} WHERE ${where}`, {
    ...scopeParameters(scope),
    ...parameters,
  });
  return row?.total ?? 0;
}

export function findUse(connection: Connection, scope: AccessScope, ids: readonly string[]): MemoryUse[] {
  if (ids.length === 0) return [];
  const list = listOn(connection, 'ids', ids);
  return connection.all<MemoryUse>(
    statementText(scope, `use ${list.sql}`, () => {
      const { columns, from, where, group } = useSource(connection, scope);
      return `SELECT ${columns} FROM ${from}
     JOIN memories AS m ON m.tenant_id = u.tenant_id AND m.id = u.id
     WHERE ${where} AND ${memoryVisible(scope, 'm')} AND u.id IN ${list.sql}${group}`;
    }),
    { ...scopeParameters(scope), ...list.parameters },
  );
}

export function memoryHistory(connection: Connection, scope: AccessScope, id: string): MemoryVersion[] {
  return connection
    .all<{ record: string; superseded_at: string }>(
      `SELECT v.record, v.superseded_at FROM memories AS m
       JOIN memory_versions AS v ON v.tenant_id = m.tenant_id AND v.id = m.id
       WHERE ${memoryVisible(scope, 'm')}${versionShown(scope, 'v.record', 'm')} AND m.id = :id ORDER BY v.version`,
      { ...scopeParameters(scope), id },
    )
    .map(({ record, superseded_at }) => ({ memory: JSON.parse(record) as Memory, superseded_at }));
}

export function findDuplicate(
  connection: Connection,
  scope: AccessScope,
  content: Parameters_<'findDuplicate'>[1],
): string | null {
  // Who made it and who reads it have indexes of their own in a store with tenants, and lead to thousands.
  const by = connection.isOfTenant ? ' INDEXED BY memories_by_content_hash' : '';
  const row = connection.get<{ id: string }>(
    `SELECT m.id FROM memories AS m${by}
     WHERE ${memoryLive(scope, 'm')} AND m.content_hash = :content_hash AND m.created_by = :created_by
       AND m.visibility IS :visibility${content.team_id === undefined ? '' : ' AND m.team_id IS :team_id'} AND ${notClosedAt('m')}
     ORDER BY m.seq LIMIT 1`,
    {
      ...scopeParameters(scope),
      content_hash: content.content_hash,
      created_by: content.created_by,
      visibility: content.visibility,
      team_id: content.team_id ?? null,
      valid_at: content.at,
    },
  );
  return row?.id ?? null;
}

export function findIdempotency(
  connection: Connection,
  scope: AccessScope,
  tool: string,
  key: string,
  at: string,
): IdempotencyRecord | null {
  const row = connection.get<IdempotencyRecord>(
    `SELECT i.tool, i.key, i.body_hash, i.answer, i.expires_at FROM idempotency AS i
     WHERE ${ofTenant('i')} AND i.user_id = :user_id AND i.tool = :tool AND i.key = :key AND i.expires_at > :at`,
    { ...scopeParameters(scope), user_id: scope.user_id, tool, key, at },
  );
  return row ?? null;
}

export function completeId(
  connection: Connection,
  scope: AccessScope,
  prefix: string,
  limit: number,
): string[] {
  const begins = prefix === '' ? '' : ' AND m.id >= :prefix AND m.id < :prefix || char(1114111)';
  return connection
    .all<{ id: string }>(
      `SELECT m.id FROM memories AS m WHERE ${memoryVisible(scope, 'm')}${begins}
       ORDER BY m.created_at DESC, m.id DESC LIMIT :limit`,
      { ...scopeParameters(scope), prefix, limit },
    )
    .map(({ id }) => id);
}
