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
  for (const { id, times, at } of uses)
    connection.run(
      `INSERT INTO memory_use (tenant_id, id, usage_count, last_accessed)
       SELECT m.tenant_id, m.id, :times, :at FROM memories AS m
       WHERE ${memoryVisible(scope, 'm')} AND m.id = :id
       ON CONFLICT (tenant_id, id) DO UPDATE SET usage_count = usage_count + excluded.usage_count,
         last_accessed = max(coalesce(last_accessed, ''), excluded.last_accessed)`,
      { ...scopeParameters(scope), id, times, at },
    );
}

/** Sets the use of a memory as a backup tells it. */
export function putUse(connection: Connection, scope: AccessScope, use: MemoryUse): void {
  connection.run(
    `INSERT INTO memory_use (tenant_id, id, usage_count, last_accessed)
     VALUES (:tenant_id, :id, :usage_count, :last_accessed)
     ON CONFLICT (tenant_id, id) DO UPDATE
     SET usage_count = excluded.usage_count, last_accessed = excluded.last_accessed`,
    {
      ...scopeParameters(scope),
      id: use.id,
      usage_count: use.usage_count,
      last_accessed: use.last_accessed,
    },
  );
}
