import { readdirSync } from 'node:fs';
import { Corpus } from '../../support/corpus.js';
import { residentMegabytes } from '../../support/process-memory.js';
import { Random } from '../../support/random.js';
import { round, type Summary, summarize } from '../../support/statistics.js';
import { openManyCallers } from './many-callers.js';

/** How a walk went. */
export interface Walk {
  /** Each is a search and a store in one tenant. */
  readonly steps_per_second: number;
  readonly tenants_met: number;
  readonly step_milliseconds: Summary;
  readonly search_milliseconds: Summary;
  readonly store_milliseconds: Summary;
  readonly resident_mb_before: number;
  readonly most_resident_mb: number;
  /** 0 where the system does not tell. */
  readonly most_descriptors: number;
}

const LOOKED_EVERY = 20;

/** Goes to a random tenant at each step, searches there and stores one memory. */
export async function walkOver(
  folder: string,
  how: {
    readonly tenant_ids: readonly string[];
    readonly texts: readonly string[];
    readonly steps: number;
    readonly seed: number;
  },
): Promise<Walk> {
  const random = new Random(how.seed + 5);
  const corpus = new Corpus(how.seed + 6);
  const resident_mb_before = residentMegabytes(process.pid) ?? 0;
  const server = await openManyCallers(folder);
  const searches: number[] = [];
  const stores: number[] = [];
  const met = new Set<string>();
  let most_resident_mb = 0;
  let most_descriptors = 0;
  for (let step = 0; step < how.steps; step++) {
    const tenant_id = random.pick(how.tenant_ids);
    const [question] = corpus.questions(how.texts, 1, how.seed + step);
    met.add(tenant_id);
    searches.push(await server.call(tenant_id, 'recall_memories', { query: question?.text ?? '', limit: 8 }));
    stores.push(
      await server.call(tenant_id, 'store_memory', { type: 'general', content: corpus.document() }),
    );
    if (step % LOOKED_EVERY !== 0) continue;
    most_resident_mb = Math.max(most_resident_mb, residentMegabytes(process.pid) ?? 0);
    most_descriptors = Math.max(most_descriptors, openDescriptors());
  }
  await server.close();
  const steps = searches.map((time, at) => time + (stores[at] ?? 0));
  return {
    steps_per_second: round((how.steps * 1_000) / steps.reduce((sum, time) => sum + time, 0)),
    tenants_met: met.size,
    step_milliseconds: summarize(steps),
    search_milliseconds: summarize(searches),
    store_milliseconds: summarize(stores),
    resident_mb_before,
    most_resident_mb,
    most_descriptors,
  };
}

function openDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
