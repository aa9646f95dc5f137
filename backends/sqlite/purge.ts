import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Change } from '../../src/domain/change-set.js';
import { answerHolds } from '../../src/domain/holds-text.js';
import type { Connection } from './connection.js';
import { putFacets } from './facet-writes.js';
import { putDocument } from './index-writes.js';
import { storedFacets } from './memory-writes.js';
import { ofTenant, scopeParameters } from './scope.js';

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

const PURGED = 'SELECT value FROM json_each(:ids)';

/** Where else an erased memory is named. Every row of these tables is looked at, so once for all ids. */
const MENTIONS = [
  `DELETE FROM idempotency AS i WHERE ${ofTenant('i')}
     AND EXISTS (SELECT 1 FROM json_each(:ids) AS p WHERE instr(i.answer, json_quote(p.value)) > 0)`,
  `UPDATE relationships AS r SET invalidated_by = NULL
     WHERE ${ofTenant('r')} AND r.invalidated_by IN (${PURGED})`,
  `UPDATE relationship_versions AS v SET record = json_set(v.record, '$.invalidated_by', NULL)
     WHERE ${ofTenant('v')} AND json_extract(v.record, '$.invalidated_by') IN (${PURGED})`,
];

/**
 * Does `work`; where its changes erase something, freed bytes are overwritten with zeros as they are freed. That
 * is the first half of an erasure: what was freed before is left for `scrub`.
 */
export function erasing<T>(connection: Connection, changes: readonly Change[], work: () => T): T {
  if (!changes.some(({ kind }) => kind.startsWith('purge_'))) return work();
  connection.execute('PRAGMA secure_delete = ON');
  try {
    return work();
  } finally {
    connection.execute('PRAGMA secure_delete = OFF');
  }
}

/** Erases the rows of a memory and of all that is kept of it. */
export function purgeMemory(connection: Connection, scope: AccessScope, id: string): void {
  const stored = storedFacets(connection, scope, id);
  if (stored === undefined) return;
  putFacets(connection, scope, stored.seq, stored.facets, []);
  putDocument(connection, scope, stored.seq, null, false);
  for (const sql of ERASURES) connection.run(sql, { ...scopeParameters(scope), id });
  if (connection.isOfTenant)
    connection.run('DELETE FROM memory_use_by_user WHERE tenant_id = :tenant_id AND id = :id', {
      ...scopeParameters(scope),
      id,
    });
}

export function purgeRelationship(connection: Connection, scope: AccessScope, id: string): void {
  for (const table of ['relationship_versions', 'relationships'])
    connection.run(`DELETE FROM ${table} WHERE tenant_id = :tenant_id AND id = :id`, {
      ...scopeParameters(scope),
      id,
    });
}

/** Takes the ids of erased memories out of what is left: kept answers, and who made a relationship untrue. */
export function eraseMentions(connection: Connection, scope: AccessScope, ids: readonly string[]): void {
  if (ids.length === 0) return;
  for (const sql of MENTIONS) connection.run(sql, { ...scopeParameters(scope), ids: JSON.stringify(ids) });
}

interface AnswerRow {
  readonly user_id: string;
  readonly tool: string;
  readonly key: string;
  readonly answer: string;
}

/** Answers are kept for a day, so they are few; SQL has no folding of letters beyond ASCII. */
export function answersHolding(
  connection: Connection,
  scope: AccessScope,
  folded: readonly string[],
): AnswerRow[] {
  const rows = connection.all<AnswerRow>(
    `SELECT i.user_id, i.tool, i.key, i.answer FROM idempotency AS i WHERE ${ofTenant('i')}`,
    scopeParameters(scope),
  );
  return rows.filter((row) => answerHolds(row, folded));
}

export function purgeAnswers(connection: Connection, scope: AccessScope, folded: readonly string[]): void {
  for (const { user_id, tool, key } of answersHolding(connection, scope, folded))
    connection.run(
      `DELETE FROM idempotency
       WHERE tenant_id = :tenant_id AND user_id = :user_id AND tool = :tool AND key = :key`,
      { ...scopeParameters(scope), user_id, tool, key },
    );
}
