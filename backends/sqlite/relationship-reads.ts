import type { RelationshipQuery } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship, RelationshipVersion } from '../../src/domain/relationship.js';
import { listOn } from './bound-list.js';
import type { Connection, Parameters } from './connection.js';
import { validAt } from './memory-filter.js';
import {
  type RelationshipValues,
  relationshipColumns,
  relationshipFromValues,
  relationshipRecord,
} from './relationship-rows.js';
import { ofTenant, relationshipVisible, scopeParameters } from './scope.js';
import { statementText } from './statement-text.js';

/** So many relationships of a memory are few. */
const FEW = 64;
const LATEST_FIRST = `
     ORDER BY r.updated_at DESC, r.id DESC`;

export function findRelationships(
  connection: Connection,
  scope: AccessScope,
  query: RelationshipQuery,
): Relationship[] {
  const { memory_ids } = query;
  if (connection.isOfTenant) {
    const known = memory_ids === undefined ? null : touching(connection, query, memory_ids);
    return select(connection, scope, query, known);
  }
  return connection.transaction('deferred', () => {
    if (memory_ids === undefined) return select(connection, scope, query, null);
    const { sql, parameters } = touching(connection, query, memory_ids);
    const rows = connection.rows<readonly [number]>(sql, { ...scopeParameters(scope), ...parameters });
    const seqs = [...new Set(rows.map(([seq]) => seq))];
    if (seqs.length === 0) return [];
    return select(connection, scope, query, {
      sql: 'SELECT value FROM json_each(:seqs)',
      parameters: { seqs: JSON.stringify(seqs) },
    });
  });
}

/** A statement that gives the row ids of relationships, and what it binds. */
interface Known {
  readonly sql: string;
  readonly parameters: Parameters;
}

function select(
  connection: Connection,
  scope: AccessScope,
  query: RelationshipQuery,
  known: Known | null,
): Relationship[] {
  const asked: string[] = [];
  const bound: Record<string, Parameters[string]> = { ...scopeParameters(scope), limit: query.limit };
  if (known !== null) {
    asked.push(`r.seq IN (${known.sql})`);
    Object.assign(bound, known.parameters);
  }
  if (query.ids !== undefined) {
    asked.push('r.id IN (SELECT value FROM json_each(:ids))');
    bound.ids = JSON.stringify(query.ids);
  }
  if (query.types !== undefined) {
    asked.push('r.type IN (SELECT value FROM json_each(:types))');
    bound.types = JSON.stringify(query.types);
  }
  if (query.valid_at !== undefined) {
    asked.push(validAt('r'));
    bound.valid_at = query.valid_at;
  }
  if (query.after !== undefined) {
    asked.push('(r.updated_at, r.id) < (:after_at, :after_id)');
    bound.after_at = query.after.at;
    bound.after_id = query.after.id;
  }
  // Where the rows are known, an index by tenant and time would only lead past all of the tenant's.
  const by = known === null ? '' : 'NOT INDEXED';
  const text = (order: string): string =>
    statementText(scope, `relationships ${asked.join()}${order}`, () => {
      const where = [relationshipVisible(scope, 'r'), ...asked].join(' AND ');
      return `SELECT ${relationshipColumns(scope)} FROM relationships AS r ${by} WHERE ${where}${order} LIMIT :limit`;
    });
  if (!connection.isOfTenant) return connection.all<Relationship>(text(LATEST_FIRST), bound);
  const read = (order: string, limit: number) =>
    connection.rows<RelationshipValues>(text(order), { ...bound, limit }).map(relationshipFromValues);
  if (known === null) return read(LATEST_FIRST, query.limit);
  // To have a few sorted by SQLite costs more than to sort them here.
  const few = read('', FEW + 1);
  return few.length > FEW ? read(LATEST_FIRST, query.limit) : few.sort(latestFirst).slice(0, query.limit);
}

/** In the order of the statement: texts of equal form, compared as they are. */
function latestFirst(a: Relationship, b: Relationship): number {
  if (a.updated_at !== b.updated_at) return a.updated_at < b.updated_at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/** The relationships that touch these memories, answered from an index of each end. */
function touching(
  connection: Connection,
  { direction = 'both' }: RelationshipQuery,
  memory_ids: readonly string[],
): Known {
  const list = listOn(connection, 'memory_ids', memory_ids);
  const at = (column: string) =>
    `SELECT t.seq FROM relationships AS t
     WHERE ${ofTenant('t')} AND t.${column} IN ${list.sql}`;
  const out = direction === 'in' ? [] : [at('from_memory_id')];
  const both = direction === 'out' ? out : [...out, at('to_memory_id')];
  return { sql: both.join(' UNION ALL '), parameters: list.parameters };
}

export function relationshipHistory(
  connection: Connection,
  scope: AccessScope,
  id: string,
): RelationshipVersion[] {
  return connection
    .all<{ record: string; superseded_at: string }>(
      `SELECT ${relationshipRecord(scope)}, v.superseded_at FROM relationships AS r
       JOIN relationship_versions AS v ON v.tenant_id = r.tenant_id AND v.id = r.id
       WHERE ${relationshipVisible(scope, 'r')} AND r.id = :id ORDER BY v.version`,
      { ...scopeParameters(scope), id },
    )
    .map(({ record, superseded_at }) => ({
      relationship: JSON.parse(record) as Relationship,
      superseded_at,
    }));
}
