import type { AccessScope } from '../../src/domain/access-scope.js';
import type { MemoryUse } from '../../src/domain/memory.js';
import type { Connection } from './connection.js';
import { memoryVisible, scopeParameters } from './scope.js';

/** Adds looks; the later time stays. Memories that the scope does not show are passed over. */
export function addUse(
  connection: Connection,
  scope: AccessScope,
  uses: readonly { readonly id: string; readonly times: number; readonly at: string }[],
): void {
  const [table, user, value] = connection.isOfTenant
    ? ['memory_use_by_user', 'user_id, ', ':user_id, ']
    : ['memory_use', '', ''];
  for (const { id, times, at } of uses)
    connection.run(
      `INSERT INTO ${table} (tenant_id, ${user}id, usage_count, last_accessed)
       SELECT m.tenant_id, ${value}m.id, :times, :at FROM memories AS m
       WHERE ${memoryVisible(scope, 'm')} AND m.id = :id
       ON CONFLICT (tenant_id, ${user}id) DO UPDATE SET usage_count = usage_count + excluded.usage_count,
         last_accessed = max(coalesce(last_accessed, ''), excluded.last_accessed)`,
      { ...scopeParameters(scope), user_id: scope.user_id, id, times, at },
    );
}

/** Sets the use of a memory as a backup tells it; use that names no user is that of the writer. */
export function putUse(connection: Connection, scope: AccessScope, use: MemoryUse): void {
  const [table, user, value] = connection.isOfTenant
    ? ['memory_use_by_user', 'user_id, ', ':user_id, ']
    : ['memory_use', '', ''];
  connection.run(
    `INSERT INTO ${table} (tenant_id, ${user}id, usage_count, last_accessed)
     VALUES (:tenant_id, ${value}:id, :usage_count, :last_accessed)
     ON CONFLICT (tenant_id, ${user}id) DO UPDATE
     SET usage_count = excluded.usage_count, last_accessed = excluded.last_accessed`,
    {
      ...scopeParameters(scope),
      user_id: use.user_id ?? scope.user_id,
      id: use.id,
      usage_count: use.usage_count,
      last_accessed: use.last_accessed,
    },
  );
}
