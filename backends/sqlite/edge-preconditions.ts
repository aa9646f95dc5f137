import type { AccessScope } from '../../src/domain/access-scope.js';
import { canonicalEdge, type RelationshipType } from '../../src/domain/relationship-types.js';
import type { Connection } from './connection.js';
import { notClosedAt } from './memory-filter.js';
import { liveMemoryExists, ofTenant, scopeParameters } from './scope.js';

interface Edge {
  readonly type: RelationshipType;
  readonly from: string;
  readonly to: string;
}

/** A counted edge that is not closed and lies between memories that the scope shows. */
function open(scope: AccessScope): string {
  return `${ofTenant('r')} AND r.canonical_type = :type AND ${notClosedAt('r')}
  AND ${liveMemoryExists(scope, 'r.from_memory_id')} AND ${liveMemoryExists(scope, 'r.to_memory_id')}`;
}

/** Id of the open relationship with the same canonical form, or null. */
export function openEdge(connection: Connection, scope: AccessScope, asked: Edge, at: string): string | null {
  const { type, from, to } = canonicalEdge(asked.type, asked.from, asked.to);
  const row = connection.get<{ id: string }>(
    `SELECT r.id FROM relationships AS r
     WHERE ${open(scope)} AND r.canonical_from = :from AND r.canonical_to = :to ORDER BY r.seq LIMIT 1`,
    { ...scopeParameters(scope), type, from, to, valid_at: at },
  );
  return row?.id ?? null;
}

/** True where open edges of the canonical type lead from the target back to the source of the asked edge. */
export function leadsTo(connection: Connection, scope: AccessScope, asked: Edge, at: string): boolean {
  const { type, from, to } = canonicalEdge(asked.type, asked.from, asked.to);
  const row = connection.get(
    `WITH RECURSIVE reached (id) AS (
       SELECT :to
       UNION
       SELECT r.canonical_to FROM reached CROSS JOIN relationships AS r ON r.canonical_from = reached.id
       WHERE ${open(scope)}
     )
     SELECT 1 AS found FROM reached WHERE id = :from LIMIT 1`,
    { ...scopeParameters(scope), type, from, to, valid_at: at },
  );
  return row !== undefined;
}
