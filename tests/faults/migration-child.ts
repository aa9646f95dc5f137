import { makePlan } from '../../src/transfer/tenancy/plan.js';
import { breaking, giveTenants, takeTenants } from '../unit/transfer/tenancy/migrating.js';
import { KILL_PLAN } from './migration-store.js';

/**
 * Gives tenants to the store at a path (`there`), or takes them (`back`), and kills itself without warning before or
 * after the step of the number, where there is one. Prints `begun` before the first step, and at the end how many
 * steps it passed, and the most memory it took, in MB.
 */
const [path = '', way = '', at = '', batch = ''] = process.argv.slice(2);
const { meddle, count } = breaking(at === '' ? -1 : Number(at), () => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still there');
});
process.stdout.write('begun\n');
const batchCharacters = batch === '' ? undefined : Number(batch);
if (way === 'there') await giveTenants(path, makePlan(KILL_PLAN), meddle, batchCharacters);
else await takeTenants(path, meddle, batchCharacters);
process.stdout.write(`${count()} ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
