// Many writers: processes that store into one fresh file at the same time lose nothing and fail at nothing.
//   node tests/support/run-ts.mjs tests/verify/many-writers.ts --processes 8 --stores 500
import { verifyStore } from '../support/command-line.js';
import { Corpus } from '../support/corpus.js';
import { Faults } from '../support/faults.js';
import { getMemory, idsWithWord } from '../support/find-memory.js';
import { textField } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { inFlight } from '../support/pool.js';
import { exactly, finish, print } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { summarize } from '../support/statistics.js';
import { temporaryFolder } from '../support/temporary.js';
import { uniqueWord } from '../support/unique-words.js';

run(async () => {
  const options = readOptions({ processes: 8, stores: 500, width: 2, seed: 1 });
  const folder = temporaryFolder('writers');
  const faults = new Faults();
  const corpus = new Corpus(options.seed);
  const times: number[] = [];
  const stored = new Map<string, { word: string; content: string }>();

  const start = performance.now();
  const clients = await Promise.all(
    Array.from({ length: options.processes }, () => McpStdioClient.start(ownServer({ folder }))),
  );
  await Promise.all(
    clients.map((client, p) =>
      inFlight(Array.from({ length: options.stores }).keys(), options.width, async (i) => {
        const word = uniqueWord(p * options.stores + i);
        const content = `${word} ${corpus.document()}`;
        try {
          const { data, milliseconds } = await client.mustTool('store_memory', { type: 'general', content });
          times.push(milliseconds);
          const id = textField(data, 'id');
          if (stored.has(id)) faults.add('id given twice', id);
          stored.set(id, { word, content });
        } catch (error) {
          faults.add('store failed', error);
        }
      }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) if (!(await client.close())) faults.add('did not leave', client.stderr);

  let found = 0;
  const reader = await McpStdioClient.start(ownServer({ folder }));
  await inFlight(stored, 4, async ([id, { word, content }]) => {
    const ids = await idsWithWord(reader, word);
    const memory = await getMemory(reader, id);
    if (ids.length !== 1 || ids[0] !== id) faults.add('not found by its word', { id, word, ids });
    else if (memory?.content !== content) faults.add('content differs', { id, content, memory });
    else found++;
  });
  await reader.close();
  const verdict = await verifyStore(folder);
  if (verdict !== null) faults.add('verify', verdict);

  const wanted = options.processes * options.stores;
  print(`${stored.size} stored by ${options.processes} processes in ${seconds.toFixed(1)} s`);
  finish(
    {
      name: 'verify-many-writers',
      options,
      figures: { seconds, store_milliseconds: summarize(times), ...faults.summary() },
      bars: [
        exactly('memories stored', stored.size, wanted),
        exactly('found by their own word, whole', found, wanted),
        exactly('faults', faults.total, 0),
      ],
    },
    options.results,
  );
});
