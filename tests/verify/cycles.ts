// Cycles: two processes that relate the same memories at the same time never close a cycle between them.
// First random edges among a few memories; then duels, in which each process adds one half of a cycle.
//   node tests/support/run-ts.mjs tests/verify/cycles.ts --tries 500 --memories 12 --duels 250
import { verifyStore } from '../support/command-line.js';
import { Faults } from '../support/faults.js';
import { getMemory } from '../support/find-memory.js';
import { asArray, textField } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { inFlight } from '../support/pool.js';
import { Random } from '../support/random.js';
import { exactly, finish, print } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';
import { findCycle } from './cycle-search.js';

type Outcome = 'made' | 'refused as a cycle' | 'refused as known';

const faults = new Faults();

run(async () => {
  const options = readOptions({ tries: 500, memories: 12, duels: 250, seed: 1 });
  const folder = temporaryFolder('cycles');
  const server = ownServer({ folder, profile: 'extended' });
  const clients = await Promise.all([McpStdioClient.start(server), McpStdioClient.start(server)]);
  const random = await randomEdges(clients, options);
  const duels = await duel(clients, options.duels);
  for (const client of clients) await client.close();
  const verdict = await verifyStore(folder);
  if (verdict !== null) faults.add('verify', verdict);

  print(`random edges ${JSON.stringify(random.outcomes)}; duels ${JSON.stringify(duels)}`);
  finish(
    {
      name: 'verify-cycles',
      options,
      figures: { random_edges: random.outcomes, duels, ...faults.summary() },
      bars: [
        exactly('answers to random edges', sum(random.outcomes), options.tries * 2),
        exactly('cycles among random edges', random.cycles, 0),
        exactly('duels with one winner', duels['one made'], options.duels),
        exactly('duels that closed a cycle', duels['both made'], 0),
        exactly('faults', faults.total, 0),
      ],
    },
    options.results,
  );
});

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

async function randomEdges(
  clients: readonly McpStdioClient[],
  options: { tries: number; memories: number; seed: number },
): Promise<{ outcomes: Record<Outcome, number>; cycles: number }> {
  const [reader] = clients;
  if (reader === undefined) throw new Error('no client');
  const ids = await storeMemories(reader, options.memories, 'step');
  const outcomes: Record<Outcome, number> = { made: 0, 'refused as a cycle': 0, 'refused as known': 0 };
  const made = new Set<string>();
  await Promise.all(
    clients.map((client, c) => {
      const random = new Random(options.seed + c);
      return inFlight(Array.from({ length: options.tries }).keys(), 2, async () => {
        const [from, to] = random.shuffled(ids) as [string, string];
        const outcome = await relate(client, from, to, 'DEPENDS_ON');
        if (outcome === null) return;
        outcomes[outcome]++;
        if (outcome === 'made') made.add(`DEPENDS_ON ${from} ${to}`);
      });
    }),
  );
  const kept = new Set<string>();
  for (const id of ids) for (const edge of (await getMemory(reader, id))?.edges ?? []) kept.add(edge);
  for (const edge of made) if (!kept.has(edge)) faults.add('acknowledged and not there', edge);
  for (const edge of kept) if (!made.has(edge)) faults.add('there and not acknowledged', edge);
  const cycle = findCycle(
    [...kept].map((edge) => ({ from: edge.split(' ')[1] ?? '', to: edge.split(' ')[2] ?? '' })),
  );
  if (cycle !== null) faults.add('cycle', cycle);
  return { outcomes, cycles: cycle === null ? 0 : 1 };
}

/** In each duel a -> b is there; one process adds b -> c, the other c -> a (in half of them as the inverse type). */
async function duel(
  clients: readonly McpStdioClient[],
  duels: number,
): Promise<Record<'both made' | 'one made' | 'none made', number>> {
  const [left, right] = clients as [McpStdioClient, McpStdioClient];
  const counts = { 'both made': 0, 'one made': 0, 'none made': 0 };
  for (let i = 0; i < duels; i++) {
    const [a, b, c] = (await storeMemories(left, 3, `duel ${i}`)) as [string, string, string];
    const inverse = i % 2 === 1;
    const type = inverse ? 'GENERALIZES' : 'DEPENDS_ON';
    await left.mustTool('create_relationship', {
      from_memory_id: a,
      to_memory_id: b,
      relationship_type: type,
    });
    const outcomes = await Promise.all([
      relate(left, b, c, type),
      inverse ? relate(right, a, c, 'SPECIALIZES') : relate(right, c, a, type),
    ]);
    const made = outcomes.filter((outcome) => outcome === 'made').length;
    counts[made === 2 ? 'both made' : made === 1 ? 'one made' : 'none made']++;
  }
  return counts;
}

async function storeMemories(client: McpStdioClient, count: number, name: string): Promise<string[]> {
  const memories = Array.from({ length: count }, (_, i) => ({ type: 'task', content: `${name}, part ${i}` }));
  const { data } = await client.mustTool('store_memories', { memories });
  return asArray(data.results).map((result) => textField(result, 'id'));
}

async function relate(
  client: McpStdioClient,
  from: string,
  to: string,
  type: string,
): Promise<Outcome | null> {
  const args = { from_memory_id: from, to_memory_id: to, relationship_type: type };
  const { error } = await client.tool('create_relationship', args);
  if (error === null) return 'made';
  if (/\bcycle\b/.test(error)) return 'refused as a cycle';
  if (/\balready_exists\b/.test(error)) return 'refused as known';
  faults.add('other answer', error);
  return null;
}
