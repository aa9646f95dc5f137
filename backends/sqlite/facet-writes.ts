import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Connection } from './connection.js';
import type { Facet } from './facets.js';
import { scopeParameters } from './scope.js';

/** Changes the facets of a memory from one list to the next. */
export function putFacets(
  connection: Connection,
  scope: AccessScope,
  seq: number,
  former: readonly Facet[],
  next: readonly Facet[],
): void {
  for (const facet of without(former, next))
    connection.run(
      `DELETE FROM memory_facets
       WHERE tenant_id = :tenant_id AND kind = :kind AND value = :value AND seq = :seq`,
      { ...scopeParameters(scope), ...facet, seq },
    );
  for (const facet of without(next, former))
    connection.run(
      'INSERT INTO memory_facets (tenant_id, kind, value, seq) VALUES (:tenant_id, :kind, :value, :seq)',
      { ...scopeParameters(scope), ...facet, seq },
    );
}

function without(list: readonly Facet[], other: readonly Facet[]): Facet[] {
  if (other.length === 0) return [...list];
  const known = new Set(other.map(keyOf));
  return list.filter((facet) => !known.has(keyOf(facet)));
}

function keyOf(facet: Facet): string {
  return `${facet.kind} ${facet.value}`;
}
