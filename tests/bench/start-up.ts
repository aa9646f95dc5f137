// Start-up: from spawn to the answered `initialize`, in turn with a bare Node process and the peer.
//   node tests/support/run-ts.mjs tests/bench/start-up.ts --runs 20 --memories 10000
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Corpus } from '../support/corpus.js';
import { fillOwn } from '../support/fill.js';
import { run } from '../support/main.js';
import { McpStdioClient, millisecondsSince } from '../support/mcp-stdio-client.js';
import type { ServerCommand } from '../support/mcp-types.js';
import { readOptions } from '../support/options.js';
import { residentMegabytes } from '../support/process-memory.js';
import { atMost, finish, printTable } from '../support/report.js';
import { SeriesSet } from '../support/series.js';
import { ownServer, peerServer } from '../support/servers.js';
import { round } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';

run(async () => {
  const options = readOptions({ runs: 20, memories: 10_000, seed: 1, bar: 0.75 });
  const filled = temporaryFolder('start-filled');
  await fillOwn(filled, new Corpus(options.seed).documents(options.memories));

  const times = new SeriesSet();
  const memory = new SeriesSet();
  for (let i = 0; i <= options.runs; i++) {
    const warmUp = i === 0;
    const bare = await bareNode();
    if (!warmUp) times.add('bare node', bare);
    for (const [name, server] of [
      ['server-memory', peerServer(temporaryFolder('start-peer'))],
      ['memorygraph, fresh', ownServer({ folder: temporaryFolder('start-own') })],
      ['memorygraph, filled', ownServer({ folder: filled })],
    ] satisfies [string, ServerCommand][]) {
      const client = await McpStdioClient.start(server);
      const megabytes = residentMegabytes(client.pid);
      await client.close();
      if (warmUp) continue;
      times.add(name, client.startMilliseconds);
      if (megabytes !== null) memory.add(name, megabytes);
    }
  }

  printTable(times.rows().map((row) => ({ 'start, ms': '', ...row })));
  printTable(memory.rows().map((row) => ({ 'resident, MB': '', ...row })));
  const peer = times.summary('server-memory').p50;
  const ratios = {
    fresh: round(times.summary('memorygraph, fresh').p50 / peer),
    filled: round(times.summary('memorygraph, filled').p50 / peer),
  };
  finish(
    {
      name: 'start-up',
      options,
      figures: { milliseconds: times.summaries(), resident_megabytes: memory.summaries(), ratios, aim: 0.6 },
      bars: [
        atMost('start of a fresh store / server-memory', ratios.fresh, options.bar),
        atMost(`start with ${options.memories} memories / server-memory`, ratios.filled, options.bar),
      ],
    },
    options.results,
  );
});

/** Milliseconds from the spawn of a Node process with nothing to do until it is gone. */
async function bareNode(): Promise<number> {
  const start = process.hrtime.bigint();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return millisecondsSince(start);
}
