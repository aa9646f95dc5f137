import { openMultiTenantSqlite } from '../../../backends/sqlite/tenancy/open.js';
import { operatorScope } from '../../../src/policy/access-scope.js';
import { Random } from '../../support/random.js';
import { storePath } from '../../support/servers.js';
import { type Summary, summarize } from '../../support/statistics.js';
import { memoryId } from './notebook.js';

const OPENED = 300;

/** Milliseconds of the first read in a tenant that is not open, less those of the second. */
export async function openingCost(
  folder: string,
  tenant_ids: readonly string[],
  seed: number,
): Promise<Summary> {
  const store = await openMultiTenantSqlite({
    path: storePath(folder),
    tenant_pool: 64,
    audit_durability: 'normal',
  });
  const times: number[] = [];
  for (const tenant_id of new Random(seed).shuffled(tenant_ids).slice(0, OPENED)) {
    const scope = operatorScope('bench', tenant_id);
    const read = async (): Promise<number> => {
      const began = performance.now();
      await store.findMemories(scope, [memoryId(1)]);
      return performance.now() - began;
    };
    const first = await read();
    times.push(first - (await read()));
  }
  await store.close();
  return summarize(times);
}
