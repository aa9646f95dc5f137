import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship } from '../../src/domain/relationship.js';
import type { Connection } from './connection.js';
import { contradiction } from './memory-writes.js';
import { INSERT_RELATIONSHIP, relationshipParameters, UPDATE_RELATIONSHIP } from './relationship-rows.js';
import { scopeParameters } from './scope.js';

/** Writes the next state of a relationship and its history. */
export function putRelationship(
  connection: Connection,
  scope: AccessScope,
  relationship: Relationship,
  former: Relationship | null,
): void {
  const row = relationshipParameters(scope, relationship);
  if (former === null) {
    connection.run(INSERT_RELATIONSHIP, row);
    return;
  }
  putRelationshipVersion(connection, scope, former, relationship.recorded_at);
  if (connection.run(UPDATE_RELATIONSHIP, row).changes !== 1) throw contradiction();
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
