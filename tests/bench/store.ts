// Storing: single calls and batches with many memories present, in turn with the peer.
//   node tests/support/run-ts.mjs tests/bench/store.ts --memories 10000 --calls 300 --batches 20
import { Corpus } from '../support/corpus.js';
import { fillOwn, fillPeer, peerEntity } from '../support/fill.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { atMost, finish, printTable } from '../support/report.js';
import { SeriesSet } from '../support/series.js';
import { ownServer, peerServer } from '../support/servers.js';
import { round } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';

const BATCH = 100;

run(async () => {
  const options = readOptions({ memories: 10_000, calls: 300, batches: 20, seed: 1 });
  const corpus = new Corpus(options.seed);
  const texts = corpus.documents(options.memories);
  const folder = temporaryFolder('store');
  const { perSecond } = await fillOwn(folder, texts);
  await fillPeer(folder, texts);
  const own = await McpStdioClient.start(ownServer({ folder, profile: 'extended' }));
  const peer = await McpStdioClient.start(peerServer(folder));
  const times = new SeriesSet();
  let number = options.memories;

  for (let i = -5; i < options.calls; i++) {
    const text = corpus.document();
    const stored = await own.mustTool('store_memory', { type: 'general', content: text });
    const created = await peer.mustTool('create_entities', { entities: [peerEntity(number++, text)] });
    if (i < 0) continue;
    times.add('store_memory', stored.milliseconds);
    times.add('server-memory create_entities', created.milliseconds);
  }
  for (let i = 0; i < options.batches; i++) {
    const batch = corpus.documents(BATCH);
    const memories = batch.map((content) => ({ type: 'general', content }));
    times.add('store_memories of 100', (await own.mustTool('store_memories', { memories })).milliseconds);
    const entities = batch.map((text) => peerEntity(number++, text));
    times.add(
      'server-memory create_entities of 100',
      (await peer.mustTool('create_entities', { entities })).milliseconds,
    );
  }
  await Promise.all([own.close(), peer.close()]);

  printTable(times.rows());
  const p50 = (name: string): number => times.summary(name).p50;
  const ratio = p50('store_memory') / p50('server-memory create_entities');
  const figures = {
    milliseconds: times.summaries(),
    filled_per_second: perSecond,
    stored_in_batches_per_second: round((BATCH * 1000) / p50('store_memories of 100')),
    peer_in_batches_per_second: round((BATCH * 1000) / p50('server-memory create_entities of 100')),
    stored_singly_per_second: round(1000 / p50('store_memory')),
  };
  const bars = [atMost(`store_memory / create_entities at ${options.memories}`, ratio, 1 / 5)];
  finish({ name: 'store', options, figures, bars }, options.results);
});
