import type { AccessScope } from '../../src/domain/access-scope.js';
import type { CommitOutcome, Precondition } from '../../src/domain/change-set.js';
import type { Connection } from './connection.js';
import { leadsTo, openEdge } from './edge-preconditions.js';
import { findDuplicate, findIdempotency } from './memory-reads.js';
import { memoryLive, ofTenant, relationshipVisible, scopeParameters } from './scope.js';

type Failure = Extract<CommitOutcome, { committed: false }>;

/** The first precondition that does not hold, or null. Runs inside the commit's transaction. */
export function firstFailure(
  connection: Connection,
  scope: AccessScope,
  preconditions: readonly Precondition[],
  at: string,
): Failure | null {
  for (const precondition of preconditions) {
    const facts = check(connection, scope, precondition, at);
    if (facts !== null) return { committed: false, failed: precondition, ...facts };
  }
  return null;
}

type Facts = Pick<Failure, 'existing_id' | 'current_version'>;

/** @returns null where it holds, else what goes with the failure. */
function check(connection: Connection, scope: AccessScope, asked: Precondition, at: string): Facts | null {
  switch (asked.kind) {
    case 'memory_absent':
      return holds(
        !exists(connection, scope, `memories AS x WHERE ${ofTenant('x')} AND x.id = :id`, asked.id),
      );
    case 'memory_is':
      return hasVersion(memoryVersion(connection, scope, asked.id), asked.version);
    case 'tombstone_is':
      return holds(tombstoneVersion(connection, scope, asked.id) === asked.version);
    case 'relationship_is':
      return hasVersion(relationshipVersion(connection, scope, asked.id), asked.version);
    case 'relationship_absent':
      return holds(
        !exists(connection, scope, `relationships AS x WHERE ${ofTenant('x')} AND x.id = :id`, asked.id),
      );
    case 'no_duplicate':
      return absent(findDuplicate(connection, scope, { ...asked, at }));
    case 'no_equal_relationship':
      return absent(openEdge(connection, scope, asked, at));
    case 'acyclic':
      return holds(!leadsTo(connection, scope, asked, at));
    case 'idempotency_free':
      return holds(findIdempotency(connection, scope, asked.tool, asked.key, at) === null);
    case 'empty':
      return holds(!exists(connection, scope, `memories AS x WHERE ${ofTenant('x')}`));
  }
}

function holds(condition: boolean): Facts | null {
  return condition ? null : {};
}

function absent(id: string | null): Facts | null {
  return id === null ? null : { existing_id: id };
}

function hasVersion(current: number | undefined, wanted: number | undefined): Facts | null {
  if (current === undefined) return {};
  return wanted === undefined || wanted === current ? null : { current_version: current };
}

function exists(connection: Connection, scope: AccessScope, rest: string, id?: string): boolean {
  const bound = id === undefined ? scopeParameters(scope) : { ...scopeParameters(scope), id };
  return connection.get(`SELECT 1 AS found FROM ${rest} LIMIT 1`, bound) !== undefined;
}

function memoryVersion(connection: Connection, scope: AccessScope, id: string): number | undefined {
  return connection.get<{ version: number }>(
    `SELECT m.version FROM memories AS m WHERE ${memoryLive(scope, 'm')} AND m.id = :id`,
    { ...scopeParameters(scope), id },
  )?.version;
}

function tombstoneVersion(connection: Connection, scope: AccessScope, id: string): number | undefined {
  return connection.get<{ version: number }>(
    `SELECT m.version FROM memories AS m
     WHERE ${ofTenant('m')} AND m.id = :id AND m.deleted_at IS NOT NULL`,
    { ...scopeParameters(scope), id },
  )?.version;
}

function relationshipVersion(connection: Connection, scope: AccessScope, id: string): number | undefined {
  return connection.get<{ version: number }>(
    `SELECT r.version FROM relationships AS r WHERE ${relationshipVisible(scope, 'r')} AND r.id = :id`,
    { ...scopeParameters(scope), id },
  )?.version;
}
