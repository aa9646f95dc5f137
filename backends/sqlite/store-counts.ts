import type { StoreCounts } from '../../src/contracts/reports.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import { sixDecimals } from '../../src/domain/numbers.js';
import type { Connection, Parameters } from './connection.js';
import { validAt } from './memory-filter.js';
import { memoryVisible, relationshipVisible, scopeParameters, versionShown } from './scope.js';

/** Counts in one state of the store. */
export function storeCounts(connection: Connection, scope: AccessScope, at: string): StoreCounts {
  return connection.transaction('deferred', () => count(connection, scope, at));
}

function count(connection: Connection, scope: AccessScope, at: string): StoreCounts {
  const bound = { ...scopeParameters(scope), valid_at: at };
  const visible = memoryVisible(scope, 'm');
  const relationships = `relationships AS r WHERE ${relationshipVisible(scope, 'r')}`;
  const groups = memoryGroups(
    connection,
    `memories AS m NOT INDEXED WHERE ${visible} AND ${validAt('m')}`,
    bound,
  );
  const edges = connection.all<{ type: string; total: number }>(
    `SELECT r.type, count(*) AS total FROM ${relationships} AND ${validAt('r')} GROUP BY r.type`,
    bound,
  );
  const memories = sum(groups, (group) => group.total);
  const importance = sum(groups, (group) => group.importance);
  return {
    memories,
    closed_memories: total(
      connection,
      `memories AS m WHERE ${visible} AND m.valid_until <= :valid_at`,
      bound,
    ),
    relationships: sum(edges, (edge) => edge.total),
    closed_relationships: total(connection, `${relationships} AND r.valid_until <= :valid_at`, bound),
    memories_by_type: tally(groups.map((group) => [group.type, group.total])),
    relationships_by_type: tally(edges.map((edge) => [edge.type, edge.total])),
    memories_by_project: tally(
      groups.flatMap(({ project_id, total }) => (project_id === null ? [] : [[project_id, total]])),
    ),
    average_importance: memories === 0 ? null : sixDecimals(importance / memories),
    oldest_created_at: groups.map((group) => group.oldest).sort()[0] ?? null,
    newest_created_at:
      groups
        .map((group) => group.newest)
        .sort()
        .at(-1) ?? null,
    versions:
      total(
        connection,
        `memory_versions AS v JOIN memories AS m ON m.tenant_id = v.tenant_id AND m.id = v.id WHERE ${visible}${versionShown(scope, 'v.record', 'm')}`,
        bound,
      ) +
      total(
        connection,
        `relationship_versions AS v JOIN relationships AS r ON r.tenant_id = v.tenant_id AND r.id = v.id
         WHERE ${relationshipVisible(scope, 'r')}`,
        bound,
      ),
  };
}

interface MemoryGroup {
  readonly type: string;
  readonly project_id: string | null;
  readonly total: number;
  readonly importance: number;
  readonly oldest: string;
  readonly newest: string;
}

/** One walk over the memories, in the order they lie in, for all that is counted of them. */
function memoryGroups(connection: Connection, rest: string, bound: Parameters): MemoryGroup[] {
  return connection.all<MemoryGroup>(
    `SELECT m.type, m.project_id, count(*) AS total, sum(m.importance) AS importance,
       min(m.created_at) AS oldest, max(m.created_at) AS newest
     FROM ${rest} GROUP BY m.type, m.project_id`,
    bound,
  );
}

function total(connection: Connection, rest: string, bound: Parameters): number {
  return connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${rest}`, bound)?.total ?? 0;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((before, item) => before + of(item), 0);
}

function tally(counts: readonly (readonly [name: string, total: number])[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, total] of counts) sums.set(name, (sums.get(name) ?? 0) + total);
  return Object.fromEntries(sums);
}
