/** A comparison inside the store: `sql` selects the `id` of each record that is wrong. */
export interface RecordCheck {
  readonly fault: string;
  /** What was looked at, for the report, and its table. */
  readonly counts: string;
  readonly table: string;
  readonly sql: string;
}

function history(records: string, versions: string, counts: string, noun: string): RecordCheck {
  return {
    fault: `History of a ${noun} has gaps`,
    counts,
    table: versions,
    sql: `SELECT x.id FROM ${records} AS x WHERE x.tenant_id = :tenant_id AND x.version - 1 <>
      (SELECT count(*) FROM ${versions} AS v
       WHERE v.tenant_id = :tenant_id AND v.id = x.id AND v.version BETWEEN 1 AND x.version - 1)`,
  };
}

function orphans(records: string, versions: string, counts: string, noun: string): RecordCheck {
  return {
    fault: `History without its ${noun}, or newer than it`,
    counts,
    table: versions,
    sql: `SELECT DISTINCT v.id FROM ${versions} AS v LEFT JOIN ${records} AS x
        ON x.tenant_id = v.tenant_id AND x.id = v.id
      WHERE v.tenant_id = :tenant_id AND (x.id IS NULL OR v.version >= x.version)`,
  };
}

export const RECORD_CHECKS: readonly RecordCheck[] = [
  {
    fault: 'Memory without an entry in the full-text index',
    counts: 'memories',
    table: 'memories',
    sql: `SELECT m.id FROM memories AS m WHERE m.tenant_id = :tenant_id AND m.deleted_at IS NULL
      AND m.seq NOT IN (SELECT w.rowid FROM memory_words AS w)`,
  },
  {
    fault: 'Entry of the full-text index without a memory, or of a deleted one',
    counts: 'memories',
    table: 'memories',
    sql: `SELECT coalesce(m.id, 'row ' || w.rowid) AS id FROM memory_words AS w
      LEFT JOIN memories AS m ON m.seq = w.rowid
      WHERE m.seq IS NULL OR (m.tenant_id = :tenant_id AND m.deleted_at IS NOT NULL)`,
  },
  {
    fault: 'Use of a memory that is not there',
    counts: 'memory_uses',
    table: 'memory_use',
    sql: `SELECT u.id FROM memory_use AS u LEFT JOIN memories AS m ON m.tenant_id = u.tenant_id AND m.id = u.id
      WHERE u.tenant_id = :tenant_id AND m.id IS NULL`,
  },
  {
    fault: 'Relationship whose memory is not there',
    counts: 'relationships',
    table: 'relationships',
    sql: `SELECT r.id FROM relationships AS r WHERE r.tenant_id = :tenant_id AND
      (NOT EXISTS (SELECT 1 FROM memories AS e WHERE e.tenant_id = :tenant_id AND e.id = r.from_memory_id)
       OR NOT EXISTS (SELECT 1 FROM memories AS e WHERE e.tenant_id = :tenant_id AND e.id = r.to_memory_id))`,
  },
  history('memories', 'memory_versions', 'memory_versions', 'memory'),
  orphans('memories', 'memory_versions', 'memory_versions', 'memory'),
  history('relationships', 'relationship_versions', 'relationship_versions', 'relationship'),
  orphans('relationships', 'relationship_versions', 'relationship_versions', 'relationship'),
];
