import type { RelationshipQuery } from '../../src/contracts/backend.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship, RelationshipVersion } from '../../src/domain/relationship.js';
import type { Connection, Parameters } from './connection.js';
import { validAt } from './memory-filter.js';
import { RELATIONSHIP_COLUMNS } from './relationship-rows.js';
import { ofTenant, relationshipVisible, scopeParameters } from './scope.js';

export function findRelationships(
  connection: Connection,
  scope: AccessScope,
  query: RelationshipQuery,
): Relationship[] {
  const where = [relationshipVisible(scope, 'r')];
  const bound: Record<string, Parameters[string]> = { ...scopeParameters(scope), limit: query.limit };
  if (query.memory_ids !== undefined) {
    where.push(`r.seq IN (${touching(query.direction ?? 'both')})`);
    bound.memory_ids = JSON.stringify(query.memory_ids);
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
  return connection.all<Relationship>(
    `SELECT ${RELATIONSHIP_COLUMNS} FROM relationships AS r WHERE ${where.join(' AND ')}
     ORDER BY r.updated_at DESC, r.id DESC LIMIT :limit`,
    bound,
  );
}

/** Row ids of the relationships that touch `:memory_ids`; each end has an index, so the two are joined by UNION. */
function touching(direction: 'out' | 'in' | 'both'): string {
  const at = (column: string) =>
    `SELECT t.seq FROM relationships AS t
     WHERE ${ofTenant('t')} AND t.${column} IN (SELECT value FROM json_each(:memory_ids))`;
  if (direction === 'out') return at('from_memory_id');
  if (direction === 'in') return at('to_memory_id');
  return `${at('from_memory_id')} UNION ${at('to_memory_id')}`;
}

export function relationshipHistory(
  connection: Connection,
  scope: AccessScope,
  id: string,
): RelationshipVersion[] {
  return connection
    .all<{ record: string; superseded_at: string }>(
      `SELECT v.record, v.superseded_at FROM relationships AS r
       JOIN relationship_versions AS v ON v.tenant_id = r.tenant_id AND v.id = r.id
       WHERE ${relationshipVisible(scope, 'r')} AND r.id = :id ORDER BY v.version`,
      { ...scopeParameters(scope), id },
    )
    .map(({ record, superseded_at }) => ({
      relationship: JSON.parse(record) as Relationship,
      superseded_at,
    }));
}
