import { cpSync } from 'node:fs';
import { Corpus } from '../../support/corpus.js';
import { Random } from '../../support/random.js';
import { type Summary, summarize } from '../../support/statistics.js';
import { temporaryFolder } from '../../support/temporary.js';
import { type ManyCallers, openManyCallers } from './many-callers.js';
import { PairedRounds, type Ratio } from './paired.js';

const HITS = 8;
const WARM_UP_ROUNDS = 2;
const P95 = 0.95;
/** As many as the pool keeps open. */
const NEIGHBOURS = 64;

/**
 * The same questions to one tenant: among many, with the pool full of others, and alone, twice. All in this process,
 * each store with a server of its own.
 */
export async function searchRounds(
  stores: { readonly many: string; readonly alone: string },
  how: {
    readonly texts: readonly string[];
    readonly tenant_ids: readonly string[];
    readonly rounds: number;
    readonly calls: number;
    readonly seed: number;
  },
): Promise<{
  p95: Ratio;
  p95_again: Ratio;
  p50: Ratio;
  p50_again: Ratio;
  milliseconds: Record<string, Summary>;
}> {
  const again = temporaryFolder('scale-again');
  cpSync(stores.alone, again, { recursive: true });
  const [many, alone, aloneAgain] = [
    await openManyCallers(stores.many),
    await openManyCallers(stores.alone),
    await openManyCallers(again),
  ];
  const [tenant_id = '', ...others] = how.tenant_ids;
  const random = new Random(how.seed + 1);
  const corpus = new Corpus(how.seed);
  const ask = (server: ManyCallers, tenant: string, query: string): Promise<number> =>
    server.call(tenant, 'recall_memories', { query, limit: HITS });
  for (const other of random.shuffled(others).slice(0, NEIGHBOURS)) await ask(many, other, 'release branch');
  const parties = [
    { name: 'search, many', server: many },
    { name: 'search, alone', server: alone },
    { name: 'search, alone again', server: aloneAgain },
  ] as const;
  const times = new PairedRounds();
  for (let round = -WARM_UP_ROUNDS; round < how.rounds; round++) {
    const questions = corpus.questions(how.texts, how.calls, how.seed + 100 + round);
    for (const { text } of questions)
      for (const { name, server } of random.shuffled(parties)) {
        const milliseconds = await ask(server, tenant_id, text);
        if (round >= 0) times.add('search', name, round, milliseconds);
      }
  }
  for (const { server } of parties) await server.close();
  const ratio = (name: string, share: number): Ratio => times.ratio('search', name, 'search, alone', share);
  return {
    p95: ratio('search, many', P95),
    p95_again: ratio('search, alone again', P95),
    p50: ratio('search, many', 0.5),
    p50_again: ratio('search, alone again', 0.5),
    milliseconds: Object.fromEntries(parties.map(({ name }) => [name, summarize(times.all('search', name))])),
  };
}
