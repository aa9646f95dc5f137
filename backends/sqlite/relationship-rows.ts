import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Relationship } from '../../src/domain/relationship.js';
import { canonicalEdge } from '../../src/domain/relationship-types.js';
import { liveMemoryExists } from './scope.js';

const FIELDS = [
  'id',
  'from_memory_id',
  'to_memory_id',
  'type',
  'strength',
  'confidence',
  'context',
  'evidence_count',
  'success_rate',
  'validation_count',
  'counter_evidence_count',
  'created_at',
  'updated_at',
  'last_validated',
  'valid_from',
  'valid_until',
  'recorded_at',
  'invalidated_by',
  'created_by',
  'updated_by',
  'version',
] as const satisfies readonly (keyof Relationship)[];

const WRITTEN = [...FIELDS, 'tenant_id', 'canonical_type', 'canonical_from', 'canonical_to'];

/** Columns of `relationships AS r`; a row of them is a `Relationship`, who ended it only where that is visible. */
export function relationshipColumns(scope: AccessScope): string {
  return FIELDS.map((field) =>
    field === 'invalidated_by' && scope.access !== null
      ? `CASE WHEN ${liveMemoryExists(scope, 'r.invalidated_by')} THEN r.invalidated_by END AS invalidated_by`
      : `r.${field}`,
  ).join(', ');
}

/** The record of `relationship_versions AS v`, likewise. */
export function relationshipRecord(scope: AccessScope): string {
  if (scope.access === null) return 'v.record';
  const ended = "json_extract(v.record, '$.invalidated_by')";
  return `CASE WHEN ${ended} IS NULL OR ${liveMemoryExists(scope, ended)} THEN v.record
    ELSE json_set(v.record, '$.invalidated_by', NULL) END AS record`;
}

export const INSERT_RELATIONSHIP = `INSERT INTO relationships (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map((field) => `:${field}`).join(', ')})`;

export const UPDATE_RELATIONSHIP = `UPDATE relationships SET ${WRITTEN.filter(
  (field) => field !== 'id' && field !== 'tenant_id',
)
  .map((field) => `${field} = :${field}`)
  .join(', ')} WHERE tenant_id = :tenant_id AND id = :id`;

/** What `INSERT_RELATIONSHIP` and `UPDATE_RELATIONSHIP` bind. */
export function relationshipParameters(scope: AccessScope, relationship: Relationship) {
  const edge = canonicalEdge(relationship.type, relationship.from_memory_id, relationship.to_memory_id);
  return {
    ...relationship,
    tenant_id: scope.tenant_id,
    canonical_type: edge.type,
    canonical_from: edge.from,
    canonical_to: edge.to,
  };
}
