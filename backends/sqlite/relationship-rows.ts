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
      ? `CASE WHEN r.invalidated_by IS NOT NULL AND ${liveMemoryExists(scope, 'r.invalidated_by')} THEN r.invalidated_by END AS invalidated_by`
      : `r.${field}`,
  ).join(', ');
}

type ValuesOf<Names extends readonly (keyof Relationship)[]> = {
  readonly [At in keyof Names]: Relationship[Names[At] & keyof Relationship];
};

/** What `relationshipColumns` selects, in order. */
export type RelationshipValues = ValuesOf<typeof FIELDS>;

/** For rows that are read as lists of values, which is quicker than by name. */
export function relationshipFromValues(values: RelationshipValues): Relationship {
  return {
    id: values[0],
    from_memory_id: values[1],
    to_memory_id: values[2],
    type: values[3],
    strength: values[4],
    confidence: values[5],
    context: values[6],
    evidence_count: values[7],
    success_rate: values[8],
    validation_count: values[9],
    counter_evidence_count: values[10],
    created_at: values[11],
    updated_at: values[12],
    last_validated: values[13],
    valid_from: values[14],
    valid_until: values[15],
    recorded_at: values[16],
    invalidated_by: values[17],
    created_by: values[18],
    updated_by: values[19],
    version: values[20],
  };
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
