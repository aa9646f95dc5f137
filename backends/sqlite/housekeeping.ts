import type { AccessScope } from '../../src/domain/access-scope.js';
import { LIMITS } from '../../src/domain/limits.js';
import { addMilliseconds } from '../../src/domain/time.js';
import type { Connection } from './connection.js';
import { scopeParameters } from './scope.js';

const DAY_MS = 86_400_000;

/** Forgets change sets and idempotency records that are past their time at `at`. Runs inside a commit. */
export function forgetExpired(connection: Connection, scope: AccessScope, at: string): void {
  connection.run('DELETE FROM applied_change_sets WHERE tenant_id = :tenant_id AND at < :before', {
    ...scopeParameters(scope),
    before: addMilliseconds(at, -LIMITS.change_set_days * DAY_MS),
  });
  connection.run('DELETE FROM idempotency WHERE tenant_id = :tenant_id AND expires_at <= :at', {
    ...scopeParameters(scope),
    at,
  });
}
