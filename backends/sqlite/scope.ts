import type { AccessScope } from '../../src/domain/access-scope.js';

/** What every statement binds: the tenant of the scope. */
export function scopeParameters(scope: AccessScope): { tenant_id: string } {
  return { tenant_id: scope.tenant_id };
}

/** Condition on rows of `memories` under an alias: what the scope shows. The operator sees tombstones too. */
export function memoryVisible(scope: AccessScope, alias: string): string {
  return scope.kind === 'operator' ? ofTenant(alias) : memoryLive(alias);
}

/** Condition on rows of `memories`: of the tenant and no tombstone, whoever asks. */
export function memoryLive(alias: string): string {
  return `${ofTenant(alias)} AND ${alias}.deleted_at IS NULL`;
}

/** Condition on rows of `relationships`: of the tenant, and both ends are visible. */
export function relationshipVisible(scope: AccessScope, alias: string): string {
  if (scope.kind === 'operator') return ofTenant(alias);
  return `${ofTenant(alias)} AND ${liveMemoryExists(`${alias}.from_memory_id`)} AND ${liveMemoryExists(`${alias}.to_memory_id`)}`;
}

/** Condition: the memory whose id is in `column` is there and no tombstone. */
export function liveMemoryExists(column: string): string {
  return `EXISTS (SELECT 1 FROM memories AS e WHERE e.tenant_id = :tenant_id AND e.id = ${column} AND e.deleted_at IS NULL)`;
}

/** Condition on rows of any table: of the tenant. */
export function ofTenant(alias: string): string {
  return `${alias}.tenant_id = :tenant_id`;
}
