import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Connection } from './connection.js';
import { ofTenant } from './scope.js';
import type { Walk } from './walk.js';

// A store with tenants keeps use by user, in a table of its own: nobody's reading is shown to, or moves the ranks of,
// anybody else. Without tenants it is one number for each memory.

/** Where the use of memories is read from, under the alias `u`. */
interface UseSource {
  readonly columns: string;
  readonly from: string;
  readonly where: string;
  readonly group: string;
}

/** The caller's own use; the operator of a store with tenants gets that of all users together. */
export function useSource(connection: Connection, scope: AccessScope): UseSource {
  if (!connection.isOfTenant)
    return {
      columns: 'u.id, u.usage_count, u.last_accessed',
      from: 'memory_use AS u',
      where: ofTenant('u'),
      group: '',
    };
  if (scope.access !== null)
    return {
      columns: 'u.id, u.usage_count, u.last_accessed',
      from: 'memory_use_by_user AS u',
      where: `${ofTenant('u')} AND u.user_id = :scope_user`,
      group: '',
    };
  return {
    columns: 'u.id, sum(u.usage_count) AS usage_count, max(u.last_accessed) AS last_accessed',
    from: 'memory_use_by_user AS u',
    where: ofTenant('u'),
    group: ' GROUP BY u.id',
  };
}

/** What candidates of a search are joined with: the use that may move their rank. */
export function candidateUse(connection: Connection, scope: AccessScope): string {
  if (!connection.isOfTenant) return 'memory_use AS u ON u.tenant_id = m.tenant_id AND u.id = m.id';
  return scope.access === null
    ? `(SELECT a.id, sum(a.usage_count) AS usage_count FROM memory_use_by_user AS a
       WHERE ${ofTenant('a')} GROUP BY a.id) AS u ON u.id = m.id`
    : 'memory_use_by_user AS u ON u.tenant_id = m.tenant_id AND u.user_id = :scope_user AND u.id = m.id';
}

/** How all use is read, page by page. */
export function useStream(connection: Connection, scope: AccessScope, visible: string): Walk {
  if (!connection.isOfTenant)
    return {
      select: 'u.id, u.usage_count, u.last_accessed',
      from: 'memory_use AS u JOIN memories AS m ON m.tenant_id = u.tenant_id AND m.id = u.id',
      where: `${ofTenant('u')} AND ${visible}`,
      keys: ['u.tenant_id', 'u.id'],
    };
  const own = scope.access === null ? '' : ' AND u.user_id = :scope_user';
  return {
    select: 'u.id, u.user_id, u.usage_count, u.last_accessed',
    from: 'memory_use_by_user AS u JOIN memories AS m ON m.tenant_id = u.tenant_id AND m.id = u.id',
    where: `${ofTenant('u')}${own} AND ${visible}`,
    keys: ['u.id', 'u.user_id'],
  };
}
