import type { RecordCheck } from '../verify-records.js';

/** What only the part of a tenant can have wrong: rows of somebody else, and use that is kept by user. */
export const TENANT_CHECKS: readonly RecordCheck[] = [
  ...['memories', 'memory_versions', 'relationships', 'relationship_versions'].map(
    (table): RecordCheck => ({
      fault: `Row of another tenant among the ${table.replace('_', ' ')}`,
      counts: table,
      table,
      sql: `SELECT x.id FROM ${table} AS x WHERE x.tenant_id <> :tenant_id`,
    }),
  ),
  {
    fault: 'Memory that names another tenant',
    counts: 'memories',
    table: 'memories',
    sql: `SELECT m.id FROM memories AS m WHERE m.tenant_id = :tenant_id
      AND coalesce(json_extract(m.context, '$.tenant_id'), :tenant_id) <> :tenant_id`,
  },
  {
    fault: 'Use of a memory that is not there',
    counts: 'memory_uses_by_user',
    table: 'memory_use_by_user',
    sql: `SELECT DISTINCT u.id FROM memory_use_by_user AS u
      LEFT JOIN memories AS m ON m.tenant_id = u.tenant_id AND m.id = u.id
      WHERE u.tenant_id = :tenant_id AND m.id IS NULL`,
  },
];
