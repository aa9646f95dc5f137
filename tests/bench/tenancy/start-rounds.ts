import { McpStdioClient } from '../../support/mcp-stdio-client.js';
import { Random } from '../../support/random.js';
import { ownServer } from '../../support/servers.js';
import { type Summary, summarize } from '../../support/statistics.js';
import { type Ratio, ratioOf } from './paired.js';

/** From the spawn of the server to its answered handshake, on a store of many tenants and one of one, twice. */
export async function startRounds(
  stores: { readonly many: string; readonly alone: string },
  runs: number,
  seed: number,
): Promise<{ ratio: Ratio; again: Ratio; milliseconds: Record<string, Summary> }> {
  const random = new Random(seed);
  const parties = [
    { name: 'start, many', folder: stores.many, times: [] as number[] },
    { name: 'start, alone', folder: stores.alone, times: [] as number[] },
    { name: 'start, alone again', folder: stores.alone, times: [] as number[] },
  ] as const;
  for (let run = -1; run < runs; run++)
    for (const { folder, times } of random.shuffled(parties)) {
      const client = await McpStdioClient.start(ownServer({ folder, env: TENANTS }));
      await client.close();
      if (run >= 0) times.push(client.startMilliseconds);
    }
  const [many, alone, again] = parties;
  const over = (times: readonly number[]): Ratio =>
    ratioOf(times.map((time, at) => time / (alone.times[at] ?? Number.NaN)));
  return {
    ratio: over(many.times),
    again: over(again.times),
    milliseconds: Object.fromEntries(parties.map(({ name, times }) => [name, summarize(times)])),
  };
}

const TENANTS = { MEMORY_MULTI_TENANT_MODE: 'true', MEMORY_DEFAULT_TENANT: 'tenant-1' };
