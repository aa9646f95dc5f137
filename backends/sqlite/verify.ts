import type { VerifyReport } from '../../src/contracts/reports.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Connection } from './connection.js';
import { translate } from './errors.js';
import { scopeParameters } from './scope.js';
import { TENANT_CHECKS } from './tenancy/verify-tenant.js';
import { verifyIndex } from './verify-index.js';
import { RECORD_CHECKS } from './verify-records.js';

const SHOWN = 5;

/**
 * Compares everything that is kept twice, in one state of the store, and lets SQLite check its own pages.
 * @param writer null where the store is open for reading alone: FTS5 checks itself through a pretended write.
 */
export async function verifyStore(
  writer: Connection | null,
  openReader: () => Connection,
  scope: AccessScope,
): Promise<VerifyReport> {
  const checked: Record<string, number> = {};
  const faults: string[] = [];
  const reader = openReader();
  try {
    reader.run('BEGIN');
    for (const row of reader.all<{ quick_check: string }>('PRAGMA quick_check(20)'))
      if (row.quick_check !== 'ok') faults.push(`Pages: ${row.quick_check}.`);
    for (const check of reader.isOfTenant ? [...RECORD_CHECKS, ...TENANT_CHECKS] : RECORD_CHECKS) {
      const bound = scopeParameters(scope);
      checked[check.counts] =
        reader.get<{ total: number }>(
          `SELECT count(*) AS total FROM ${check.table} AS x WHERE x.tenant_id = :tenant_id`,
          bound,
        )?.total ?? 0;
      for (const { id } of reader.all<{ id: string }>(`${check.sql} LIMIT ${SHOWN}`, bound))
        faults.push(`${check.fault}: ${id}.`);
    }
    const index = await verifyIndex(reader, scope);
    Object.assign(checked, index.checked);
    faults.push(...index.faults);
  } catch (thrown) {
    const error = translate(thrown, reader.path);
    if (error.code !== 'storage_corrupt') throw error;
    faults.push('Pages: the database file is damaged; a part of it could not be read.');
  } finally {
    reader.rollBack();
    reader.close();
  }
  if (writer !== null) faults.push(...checkFullText(writer));
  return { checked, faults };
}

function checkFullText(writer: Connection): string[] {
  try {
    writer.run("INSERT INTO memory_words (memory_words) VALUES ('integrity-check')");
    return [];
  } catch (thrown) {
    const error = translate(thrown, writer.path);
    if (error.code !== 'storage_corrupt') throw error;
    return ['Full-text index: it does not fit its own documents.'];
  }
}
