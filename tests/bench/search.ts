// Search: loose questions at several sizes, in turn with the peer, the bare full-text statement and an empty call.
//   node tests/support/run-ts.mjs tests/bench/search.ts --sizes 1000,10000,100000 --questions 200
import { Corpus, type Question } from '../support/corpus.js';
import { fillOwn, fillPeer } from '../support/fill.js';
import { asArray, asObject } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient, millisecondsSince } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { atMost, type Bar, finish, print, printTable } from '../support/report.js';
import { SeriesSet } from '../support/series.js';
import { ownServer, peerServer } from '../support/servers.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';
import { FullTextLimit } from './full-text-limit.js';

/** Share of the peer's time that a search may take, by number of memories. */
const PEER_SHARE: Readonly<Record<number, number>> = { 10000: 1 / 4, 100000: 1 / 10 };
const LIMIT_SHARE = 1.5;
const HITS = 8;
const SHOWN = [
  'recall_memories',
  'search_memories',
  'empty call',
  'bare full-text statement',
  'server-memory, question',
  'server-memory, one word',
];
const NO_SUCH_ID = '00000000-0000-7000-8000-000000000000';

run(async () => {
  const options = readOptions({ sizes: [1_000, 10_000, 100_000], questions: 200, seed: 1 });
  const bars: Bar[] = [];
  const figures: Record<string, unknown> = {};
  for (const size of options.sizes) {
    const measured = await measure(size, options.questions, options.seed);
    figures[`${size} memories`] = { ...measured, milliseconds: measured.times.summaries(), times: undefined };
    print(`${size} memories; milliseconds a call`);
    printTable(measured.times.rows());
    bars.push(...barsOf(size, measured.times));
  }
  finish({ name: 'search', options, figures, bars }, options.results);
});

function barsOf(size: number, times: SeriesSet): Bar[] {
  const p50 = (name: string): number => times.summary(name).p50;
  const recall = p50('recall_memories');
  const limit = p50('bare full-text statement') + p50('empty call');
  const share = PEER_SHARE[size];
  return [
    ...(share === undefined
      ? []
      : [
          atMost(
            `${size}: recall / server-memory, same question`,
            recall / p50('server-memory, question'),
            share,
          ),
        ]),
    atMost(`${size}: recall / (bare statement + empty call)`, recall / limit, LIMIT_SHARE),
  ];
}

async function measure(size: number, count: number, seed: number) {
  const corpus = new Corpus(seed);
  const texts = corpus.documents(size);
  const questions = corpus.questions(texts, count, seed + 1);
  const folder = temporaryFolder('search');
  const { ids, perSecond } = await fillOwn(folder, texts);
  await fillPeer(folder, texts);
  const limit = new FullTextLimit(folder, texts);
  const own = await McpStdioClient.start(ownServer({ folder }));
  const peer = await McpStdioClient.start(peerServer(folder), { timeoutMs: 120_000 });
  try {
    const parties = { own, peer, limit, random: new Random(seed + 3) };
    const times = new SeriesSet(SHOWN);
    const warmUp = corpus.questions(texts, 5, seed + 2);
    for (const question of warmUp) await ask(question, parties, new SeriesSet());
    let found = 0;
    for (const question of questions) {
      const hits = await ask(question, parties, times);
      if (hits.includes(ids[question.document] ?? '')) found++;
    }
    return { times, found_in_first_8: found, questions: questions.length, filled_per_second: perSecond };
  } finally {
    await Promise.all([own.close(), peer.close()]);
    limit.close();
    removeFolder(folder);
  }
}

interface Parties {
  readonly own: McpStdioClient;
  readonly peer: McpStdioClient;
  readonly limit: FullTextLimit;
  /** Puts them in another order for each question, so that none is always the one that finds the caches cold. */
  readonly random: Random;
}

/** Puts one question to everybody; returns the ids that `recall_memories` found. */
async function ask(question: Question, parties: Parties, times: SeriesSet): Promise<unknown[]> {
  const { own, peer, limit, random } = parties;
  const query = question.text;
  let hits: readonly unknown[] = [];
  const calls: [string, () => Promise<number>][] = [
    [
      'recall_memories',
      async () => {
        const { data, milliseconds } = await own.mustTool('recall_memories', { query, limit: HITS });
        hits = asArray(data.results);
        return milliseconds;
      },
    ],
    [
      'search_memories',
      async () => (await own.mustTool('search_memories', { query, limit: HITS })).milliseconds,
    ],
    ['empty call', async () => (await own.tool('get_memory', { memory_id: NO_SUCH_ID })).milliseconds],
    ['bare full-text statement', async () => timed(() => limit.search(query, HITS))],
    ['server-memory, question', async () => (await peer.mustTool('search_nodes', { query })).milliseconds],
    [
      'server-memory, one word',
      async () => (await peer.mustTool('search_nodes', { query: question.word })).milliseconds,
    ],
  ];
  for (const [name, call] of random.shuffled(calls)) times.add(name, await call());
  return hits.map((hit) => asObject(hit).id);
}

function timed(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return millisecondsSince(start);
}
