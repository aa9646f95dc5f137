import type { StoreCounts } from '../../src/contracts/reports.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { sixDecimals } from '../../src/domain/numbers.js';
import type { Connection, Parameters } from './connection.js';
import { validAt } from './memory-filter.js';
import { memoryVisible, relationshipVisible, scopeParameters } from './scope.js';

/** Counts in one state of the store. */
export function storeCounts(connection: Connection, scope: AccessScope, at: string): StoreCounts {
  return connection.transaction('deferred', () => count(connection, scope, at));
}

function count(connection: Connection, scope: AccessScope, at: string): StoreCounts {
  const bound = { ...scopeParameters(scope), valid_at: at };
  const memories = `memories AS m WHERE ${memoryVisible(scope, 'm')}`;
  const relationships = `relationships AS r WHERE ${relationshipVisible(scope, 'r')}`;
  const range = connection.get<{ average: number | null; oldest: string | null; newest: string | null }>(
    `SELECT avg(m.importance) AS average, min(m.created_at) AS oldest, max(m.created_at) AS newest
     FROM ${memories} AND ${validAt('m')}`,
    bound,
  );
  const average = range?.average ?? null;
  return {
    memories: total(connection, `${memories} AND ${validAt('m')}`, bound),
    closed_memories: total(connection, `${memories} AND m.valid_until <= :valid_at`, bound),
    relationships: total(connection, `${relationships} AND ${validAt('r')}`, bound),
    closed_relationships: total(connection, `${relationships} AND r.valid_until <= :valid_at`, bound),
    memories_by_type: groups(connection, 'm.type', `${memories} AND ${validAt('m')}`, bound),
    relationships_by_type: groups(connection, 'r.type', `${relationships} AND ${validAt('r')}`, bound),
    memories_by_project: groups(
      connection,
      'm.project_id',
      `${memories} AND ${validAt('m')} AND m.project_id IS NOT NULL`,
      bound,
    ),
    average_importance: average === null ? null : sixDecimals(average),
    oldest_created_at: range?.oldest ?? null,
    newest_created_at: range?.newest ?? null,
    versions:
      versions(connection, 'memory_versions', memories, 'm', bound) +
      versions(connection, 'relationship_versions', relationships, 'r', bound),
  };
}

function total(connection: Connection, rest: string, bound: Parameters): number {
  return connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${rest}`, bound)?.total ?? 0;
}

function groups(connection: Connection, column: string, rest: string, bound: Parameters) {
  const rows = connection.all<{ name: string; total: number }>(
    `SELECT ${column} AS name, count(*) AS total FROM ${rest} GROUP BY ${column} ORDER BY total DESC, name`,
    bound,
  );
  return Object.fromEntries(rows.map(({ name, total }) => [name, total]));
}

/** Versions of the records that are visible. */
function versions(connection: Connection, table: string, rest: string, alias: string, bound: Parameters) {
  return total(
    connection,
    `${table} AS v WHERE v.tenant_id = :tenant_id AND v.id IN (SELECT ${alias}.id FROM ${rest})`,
    bound,
  );
}
