import type { AccessScope } from '../../src/domain/access-scope.js';
import {
  type Change,
  type ChangeSet,
  type CommitOutcome,
  type IdempotencyRecord,
  isJudgedAfter,
  purgedMemories,
} from '../../src/domain/change-set.js';
import type { Connection } from './connection.js';
import { forgetExpired } from './housekeeping.js';
import { putMemory, putMemoryVersion } from './memory-writes.js';
import { firstFailure } from './preconditions.js';
import { putProjectAlias } from './projects.js';
import { eraseMentions, erasing, purgeAnswers, purgeMemory, purgeRelationship } from './purge.js';
import { putRelationship, putRelationshipVersion } from './relationship-writes.js';
import { ofTenant, scopeParameters } from './scope.js';
import { appendAudit } from './tenancy/audit-rows.js';
import { putProjectGrant } from './tenancy/grants.js';
import { putUse } from './use-writes.js';
import { writing } from './writing.js';

const COMMITTED: CommitOutcome = { committed: true };

/**
 * Applies a change set in one transaction that holds the lock for writing from its first statement on, so
 * what the preconditions saw is what the changes meet. Synchronous from end to end.
 * @param tidy forgets what is past its time in the same transaction.
 */
export function commitChangeSet(
  connection: Connection,
  scope: AccessScope,
  changes: ChangeSet,
  tidy: boolean,
): CommitOutcome {
  const before = changes.preconditions.filter((condition) => !isJudgedAfter(condition));
  const after = changes.preconditions.filter(isJudgedAfter);
  const work = () =>
    writing(connection, () => {
      if (wasApplied(connection, scope, changes.id)) return COMMITTED;
      const failure = firstFailure(connection, scope, before, changes.at);
      if (failure !== null) return failure;
      for (const change of changes.changes) apply(connection, scope, change);
      eraseMentions(connection, scope, purgedMemories(changes.changes));
      const outcome = firstFailure(connection, scope, after, changes.at);
      if (outcome !== null) throw new Refused(outcome);
      noteApplied(connection, scope, changes);
      if (tidy) forgetExpired(connection, scope, changes.at);
      return COMMITTED;
    });
  return orRefusal(() => erasing(connection, changes.changes, work));
}

/** Thrown to undo what was applied; an answer all the same. */
class Refused extends Error {
  readonly outcome: CommitOutcome;

  constructor(outcome: CommitOutcome) {
    super('refused');
    this.outcome = outcome;
  }
}

function orRefusal(work: () => CommitOutcome): CommitOutcome {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.outcome;
    throw thrown;
  }
}

function apply(connection: Connection, scope: AccessScope, change: Change): void {
  switch (change.kind) {
    case 'put_memory':
      putMemory(connection, scope, change);
      break;
    case 'put_relationship':
      putRelationship(connection, scope, change.relationship, change.former);
      break;
    case 'put_memory_version':
      putMemoryVersion(connection, scope, change.memory, change.superseded_at);
      break;
    case 'put_relationship_version':
      putRelationshipVersion(connection, scope, change.relationship, change.superseded_at);
      break;
    case 'put_use':
      putUse(connection, scope, change);
      break;
    case 'put_idempotency':
      putIdempotency(connection, scope, change.record);
      break;
    case 'put_project_alias':
      putProjectAlias(connection, scope, change);
      break;
    case 'purge_memory':
      purgeMemory(connection, scope, change.id);
      break;
    case 'purge_relationship':
      purgeRelationship(connection, scope, change.id);
      break;
    case 'purge_answers':
      purgeAnswers(connection, scope, change.folded);
      break;
    case 'put_project_grant':
      putProjectGrant(connection, scope, change);
      break;
    case 'put_audit_event':
      appendAudit(connection, scope.tenant_id, [change.event]);
      break;
  }
}

function wasApplied(connection: Connection, scope: AccessScope, id: string): boolean {
  const row = connection.get(
    `SELECT 1 AS found FROM applied_change_sets AS a WHERE ${ofTenant('a')} AND a.id = :id`,
    { ...scopeParameters(scope), id },
  );
  return row !== undefined;
}

function noteApplied(connection: Connection, scope: AccessScope, changes: ChangeSet): void {
  connection.run('INSERT INTO applied_change_sets (tenant_id, id, at) VALUES (:tenant_id, :id, :at)', {
    ...scopeParameters(scope),
    id: changes.id,
    at: changes.at,
  });
}

/** An expired record of the same key gives way; a live one was excluded by the preconditions. */
function putIdempotency(connection: Connection, scope: AccessScope, record: IdempotencyRecord): void {
  connection.run(
    `INSERT INTO idempotency (tenant_id, user_id, tool, key, body_hash, answer, expires_at)
     VALUES (:tenant_id, :user_id, :tool, :key, :body_hash, :answer, :expires_at)
     ON CONFLICT (tenant_id, user_id, tool, key) DO UPDATE
     SET body_hash = excluded.body_hash, answer = excluded.answer, expires_at = excluded.expires_at`,
    { ...scopeParameters(scope), user_id: scope.user_id, ...record },
  );
}
