import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Connection } from './connection.js';
import { putFacets } from './facet-writes.js';
import { putDocument } from './index-writes.js';
import { storedFacets } from './memory-writes.js';
import { scopeParameters } from './scope.js';

const TOUCHING =
  'SELECT r.id FROM relationships AS r WHERE r.tenant_id = :tenant_id AND (r.from_memory_id = :id OR r.to_memory_id = :id)';

/** In this order: the relationships themselves say which history is theirs. */
const ERASURES = [
  `DELETE FROM relationship_versions WHERE tenant_id = :tenant_id AND id IN (${TOUCHING})`,
  'DELETE FROM relationships WHERE tenant_id = :tenant_id AND (from_memory_id = :id OR to_memory_id = :id)',
  'DELETE FROM memory_versions WHERE tenant_id = :tenant_id AND id = :id',
  'DELETE FROM memory_use WHERE tenant_id = :tenant_id AND id = :id',
  'DELETE FROM memories WHERE tenant_id = :tenant_id AND id = :id',
];

/** Erases the rows of a memory and of all that is kept of it. */
export function purgeMemory(connection: Connection, scope: AccessScope, id: string): void {
  const stored = storedFacets(connection, scope, id);
  if (stored === undefined) return;
  putFacets(connection, scope, stored.seq, stored.facets, []);
  putDocument(connection, scope, stored.seq, null, false);
  for (const sql of ERASURES) connection.run(sql, { ...scopeParameters(scope), id });
}
