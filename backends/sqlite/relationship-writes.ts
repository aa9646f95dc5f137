import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship } from '../../src/domain/relationship.js';
import type { Connection } from './connection.js';
import { contradiction } from './memory-writes.js';
import { INSERT_RELATIONSHIP, relationshipParameters, UPDATE_RELATIONSHIP } from './relationship-rows.js';
import { ofTenant, scopeParameters } from './scope.js';

/** Writes the next state of a relationship and its history. */
export function putRelationship(
  connection: Connection,
  scope: AccessScope,
  relationship: Relationship,
  former: Relationship | null,
): void {
  if (former === null) {
    connection.run(INSERT_RELATIONSHIP, relationshipParameters(scope, relationship));
    return;
  }
  const ended = hiddenEnder(connection, scope, former);
  putRelationshipVersion(connection, scope, { ...former, ...ended }, relationship.recorded_at);
  const kept = relationship.valid_until === former.valid_until ? { ...relationship, ...ended } : relationship;
  if (connection.run(UPDATE_RELATIONSHIP, relationshipParameters(scope, kept)).changes !== 1)
    throw contradiction();
}

/** Who ended a relationship, where its writer is not shown that: it must not be lost by their change. */
function hiddenEnder(
  connection: Connection,
  scope: AccessScope,
  former: Relationship,
): Pick<Relationship, 'invalidated_by'> | undefined {
  if (scope.access === null || former.invalidated_by !== null) return undefined;
  return connection.get<Pick<Relationship, 'invalidated_by'>>(
    `SELECT r.invalidated_by FROM relationships AS r WHERE ${ofTenant('r')} AND r.id = :id`,
    { ...scopeParameters(scope), id: former.id },
  );
}

/** Adds a former version to the history; one that is there is replaced, so that a restore can be resumed. */
export function putRelationshipVersion(
  connection: Connection,
  scope: AccessScope,
  relationship: Relationship,
  superseded_at: string,
): void {
  connection.run(
    `INSERT INTO relationship_versions (tenant_id, id, version, superseded_at, record)
     VALUES (:tenant_id, :id, :version, :superseded_at, :record)
     ON CONFLICT (tenant_id, id, version) DO UPDATE
     SET superseded_at = excluded.superseded_at, record = excluded.record`,
    {
      ...scopeParameters(scope),
      id: relationship.id,
      version: relationship.version,
      superseded_at,
      record: JSON.stringify(relationship),
    },
  );
}
