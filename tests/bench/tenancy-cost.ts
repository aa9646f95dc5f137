// What tenancy costs a call: five tenants in one store against a store without tenants that holds one tenant's texts.
//   node tests/support/run-ts.mjs tests/bench/tenancy-cost.ts --memories 10000 --rounds 40 --calls 15
import { cpSync } from 'node:fs';
import { Corpus } from '../support/corpus.js';
import { asArray } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { type Bar, finish, print, printTable } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { summarize } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';
import { fillSingle, fillTenants } from './tenancy/fill.js';
import { type Mode, modes, NO_AUDIT, type StoreKind, TENANT } from './tenancy/modes.js';
import { isHidden, memoryId, type Notebook } from './tenancy/notebook.js';
import { PairedRounds, type Ratio } from './tenancy/paired.js';

const HITS = 8;
const HIDDEN_PERCENT = 30;
const MOST = 1.1;
const WARM_UP_ROUNDS = 2;

run(async () => {
  const options = readOptions({ memories: 10_000, tenants: 5, rounds: 40, calls: 15, seed: 1 });
  const all = await modes();
  const [base, again, tenants] = all;
  const barred = [tenants, ...all.filter(({ name }) => name === NO_AUDIT)];
  const texts = new Corpus(options.seed).documents(options.memories);
  const stores = await makeStores(texts, options);
  const parties: Party[] = [];
  for (const mode of all) parties.push({ mode, client: await startOn(stores[mode.store], mode) });
  const times = new PairedRounds();
  const calls = new CallSource(texts, options.seed);
  const random = new Random(options.seed + 7);
  for (let round = -WARM_UP_ROUNDS; round < options.rounds; round++) {
    for (let i = 0; i < options.calls; i++) {
      for (const { name, tool, args } of calls.next())
        for (const { mode, client } of random.shuffled(parties)) {
          const { milliseconds, data } = await client.mustTool(tool, args);
          if (
            tool.endsWith('memories') &&
            asArray(data.results).length === 0 &&
            mode.store !== 'tenants, some hidden' &&
            tool !== 'get_related_memories'
          )
            throw new Error(`${mode.name}: ${tool} found nothing`);
          if (round >= 0) times.add(name, mode.name, round, milliseconds);
        }
    }
  }
  await Promise.all(parties.map(({ client }) => client.close()));
  const ratio = (name: string, mode: Mode): Ratio => times.ratio(name, mode.name, base.name);
  const bars: Bar[] = barred.flatMap((mode) =>
    KINDS.map((name) =>
      below(`${name}: ${mode.name} / single, upper 95 % bound`, ratio(name, mode).high, MOST),
    ),
  );
  const rows = KINDS.flatMap((name) =>
    all.slice(1).map((mode) => ({ what: name, mode: mode.name, ...ratio(name, mode) })),
  );
  printTable(rows);
  print(`${again.name} / ${base.name} is what the same thing measured twice comes to`);
  const milliseconds = Object.fromEntries(
    KINDS.map((name) => [
      name,
      Object.fromEntries(all.map((mode) => [mode.name, summarize(times.all(name, mode.name))])),
    ]),
  );
  const ratios = Object.fromEntries(
    KINDS.map((name) => [
      name,
      Object.fromEntries(all.slice(1).map((mode) => [mode.name, ratio(name, mode)])),
    ]),
  );
  finish({ name: 'tenancy-cost', options, figures: { milliseconds, ratios }, bars }, options.results);
});

const KINDS = ['get_memory', 'recall_memories', 'search_memories', 'get_related_memories', 'store_memory'];

interface Party {
  readonly mode: Mode;
  readonly client: McpStdioClient;
}

interface ToolCall {
  readonly name: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** The next call of each kind; every party gets the same. Memories that are asked for are shown to all of them. */
class CallSource {
  readonly #corpus: Corpus;
  readonly #random: Random;
  readonly #texts: readonly string[];
  #seed: number;

  constructor(texts: readonly string[], seed: number) {
    this.#corpus = new Corpus(seed + 1);
    this.#random = new Random(seed + 2);
    this.#texts = texts;
    this.#seed = seed + 3;
  }

  next(): ToolCall[] {
    const [question] = this.#corpus.questions(this.#texts, 1, this.#seed++);
    const query = question?.text ?? '';
    return [
      call('get_memory', { memory_id: this.#shownId() }),
      call('recall_memories', { query, limit: HITS }),
      call('search_memories', { query, limit: HITS }),
      call('get_related_memories', { memory_id: this.#shownId() }),
      call('store_memory', { type: 'general', content: this.#corpus.document() }),
    ];
  }

  #shownId(): string {
    for (;;) {
      const number = this.#random.integer(0, this.#texts.length - 1);
      if (!isHidden({ hidden: HIDDEN_PERCENT }, number)) return memoryId(number);
    }
  }
}

function call(tool: string, args: ToolCall['args']): ToolCall {
  return { name: tool, tool, args };
}

async function makeStores(
  texts: readonly string[],
  options: { readonly memories: number; readonly tenants: number; readonly seed: number },
): Promise<Record<StoreKind, string>> {
  const notebook = { texts, hidden: 0, related: true, seed: options.seed };
  const single = temporaryFolder('cost-single');
  await fillSingle(single, { ...notebook, tenant_id: null });
  const others: Notebook[] = Array.from({ length: options.tenants - 1 }, (_, i) => ({
    ...notebook,
    texts: new Corpus(options.seed + 100 + i).documents(options.memories),
    tenant_id: `tenant-${i + 2}`,
  }));
  const tenants = temporaryFolder('cost-tenants');
  await fillTenants(tenants, [{ ...notebook, tenant_id: TENANT }, ...others]);
  const hidden = temporaryFolder('cost-hidden');
  await fillTenants(hidden, [{ ...notebook, tenant_id: TENANT, hidden: HIDDEN_PERCENT }, ...others]);
  return { single, tenants, 'tenants, some hidden': hidden };
}

/** Each server has a copy of its own: what one stores must not slow another. */
function startOn(store: string, { env }: Mode): Promise<McpStdioClient> {
  const folder = temporaryFolder('cost');
  cpSync(store, folder, { recursive: true });
  return McpStdioClient.start(ownServer({ folder, env }));
}

/** A ratio that must stay below a limit. */
function below(name: string, value: number, limit: number): Bar {
  return { name, value: Number(value.toPrecision(4)), wanted: `< ${limit}`, met: value < limit };
}
