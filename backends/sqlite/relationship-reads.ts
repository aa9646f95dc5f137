import type { RelationshipQuery } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship, RelationshipVersion } from '../../src/domain/relationship.js';
import { listOn } from './bound-list.js';
import type { Connection, Parameters } from './connection.js';
import { validAt } from './memory-filter.js';
import { relationshipColumns, relationshipRecord } from './relationship-rows.js';
import { ofTenant, relationshipVisible, scopeParameters } from './scope.js';

export function findRelationships(
  connection: Connection,
  scope: AccessScope,
  query: RelationshipQuery,
): Relationship[] {
  return connection.transaction('deferred', () => {
    if (query.memory_ids === undefined) return select(connection, scope, query, null);
    const seqs = touching(connection, scope, query.memory_ids, query.direction ?? 'both');
    return seqs.length === 0 ? [] : select(connection, scope, query, seqs);
  });
}

function select(
  connection: Connection,
  scope: AccessScope,
  query: RelationshipQuery,
  seqs: readonly number[] | null,
): Relationship[] {
  const where = [relationshipVisible(scope, 'r')];
  const bound: Record<string, Parameters[string]> = { ...scopeParameters(scope), limit: query.limit };
  if (seqs !== null) {
    const list = listOn(connection, 'seqs', seqs);
    where.push(`r.seq IN ${list.sql}`);
    Object.assign(bound, list.parameters);
  }
  if (query.ids !== undefined) {
    where.push('r.id IN (SELECT value FROM json_each(:ids))');
    bound.ids = JSON.stringify(query.ids);
  }
  if (query.types !== undefined) {
    where.push('r.type IN (SELECT value FROM json_each(:types))');
    bound.types = JSON.stringify(query.types);
  }
  if (query.valid_at !== undefined) {
    where.push(validAt('r'));
    bound.valid_at = query.valid_at;
  }
  if (query.after !== undefined) {
    where.push('(r.updated_at, r.id) < (:after_at, :after_id)');
    bound.after_at = query.after.at;
    bound.after_id = query.after.id;
  }
  // Where the rows are known, an index by tenant and time would only lead past all of the tenant's.
  const known = seqs === null ? '' : 'NOT INDEXED';
  return connection.all<Relationship>(
    `SELECT ${relationshipColumns(scope)} FROM relationships AS r ${known} WHERE ${where.join(' AND ')}
     ORDER BY r.updated_at DESC, r.id DESC LIMIT :limit`,
    bound,
  );
}

/** Row ids of the relationships that touch these memories, answered from an index of each end. */
function touching(
  connection: Connection,
  scope: AccessScope,
  ids: readonly string[],
  direction: 'out' | 'in' | 'both',
): number[] {
  const list = listOn(connection, 'memory_ids', ids);
  const at = (column: string) =>
    `SELECT t.seq FROM relationships AS t
     WHERE ${ofTenant('t')} AND t.${column} IN ${list.sql}`;
  const out = direction === 'in' ? [] : [at('from_memory_id')];
  const both = direction === 'out' ? out : [...out, at('to_memory_id')];
  const rows = connection.rows<readonly [number]>(both.join(' UNION ALL '), {
    ...scopeParameters(scope),
    ...list.parameters,
  });
  return [...new Set(rows.map(([seq]) => seq))];
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
