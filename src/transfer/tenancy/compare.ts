import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { homewardRecords } from './homeward.js';
import type { HomewardSource } from './homeward-source.js';
import { createRecordSet, type RecordSet } from './record-set.js';

/** What must be found. */
export interface Expected {
  /** Of the store without tenants. */
  readonly whole: RecordSet;
  /** Of each tenant. */
  readonly tenants: ReadonlyMap<string, RecordSet>;
}

/**
 * Reads every tenant back: it must hold exactly what was sent there, and everything together, brought back, must be
 * exactly what was there before. Throws `storage_corrupt`.
 */
export async function compareTenants(
  source: HomewardSource,
  expected: Expected,
  onRecord: (done: number) => void,
): Promise<void> {
  const whole = createRecordSet();
  const tenants = new Map(source.tenant_ids.map((tenant_id) => [tenant_id, createRecordSet()]));
  let done = 0;
  for await (const { tenant_id, sent, back } of homewardRecords(source)) {
    if (tenant_id !== null) for (const each of sent) tenants.get(tenant_id)?.add(each);
    if (back !== null) whole.add(back);
    onRecord(++done);
  }
  const isSame = [...expected.tenants].every(
    ([tenant_id, set]) => tenants.get(tenant_id)?.summary() === set.summary(),
  );
  if (isSame && whole.summary() === expected.whole.summary()) return;
  throw new MemoryGraphError(
    'storage_corrupt',
    'What the tenants got differs from what the store holds; the store is as it was. Run the command with --rollback, then "memorygraph verify".',
  );
}
