// What was purged is in no file: words are planted everywhere a store keeps words, purged through the command,
// and looked for in the raw bytes of every file, in logs, and in a backup and an export made afterwards.
//   node tests/support/run-ts.mjs tests/verify/purge.ts --plants 100 --others 300
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type CommandOutcome, runCommand, verifyStore } from '../support/command-line.js';
import { Corpus } from '../support/corpus.js';
import { Faults } from '../support/faults.js';
import { numberField, textField } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { Random } from '../support/random.js';
import { exactly, finish, print } from '../support/report.js';
import { ownServer, storePath } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';
import { BEGINNINGS, PLACES, type Plant, plant } from './purge/plants.js';
import { plantsInFiles, plantsInText } from './purge/raw-bytes.js';

const BUSY = 7;

run(async () => {
  const options = readOptions({ plants: 100, others: 300, seed: 1 });
  const random = new Random(options.seed);
  const corpus = new Corpus(options.seed);
  const faults = new Faults();
  const folder = temporaryFolder('purge');
  const temporary = path.join(folder, 'temporary');
  mkdirSync(temporary);
  const env = { MEMORY_LOG_LEVEL: 'debug', TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  let output = '';
  const command = async (args: readonly string[], wanted = 0): Promise<CommandOutcome> => {
    const outcome = await runCommand({ folder, env }, args);
    output += outcome.stdout + outcome.stderr;
    if (outcome.code !== wanted) faults.add(`${args[0]} ended with ${outcome.code}`, outcome.stderr);
    return outcome;
  };

  const client = await McpStdioClient.start(ownServer({ folder, profile: 'extended', env }));
  const plants: Plant[] = [];
  const others: string[] = [];
  for (let at = 0; at < Math.max(options.plants, options.others); at++) {
    const place = PLACES[at % PLACES.length];
    if (at < options.plants && place !== undefined) plants.push(await plant(client, place, random, corpus));
    if (at >= options.others) continue;
    const { data } = await client.mustTool('store_memory', { type: 'general', content: corpus.document() });
    others.push(textField(data, 'id'));
    // Rows that move and shrink leave their former bytes in the pages of others.
    const id = random.pick(others);
    await client.mustTool('update_memory', { memory_id: id, content: corpus.document() });
  }
  const foundBefore = new Set(plantsInFiles(folder, plants).map((found) => found.plant));
  print(`${plants.length} words planted, ${foundBefore.size} of them found in raw bytes`);
  const linesBefore = await memoriesOf(client);

  const started = performance.now();
  const reading = readOn(client);
  const ids = plants.flatMap(({ place, id }) => (id === undefined || place === 'tombstone' ? [] : [id]));
  await command(['purge', ...ids, '--yes']);
  for (const beginning of Object.values(BEGINNINGS))
    await command(['purge', '--containing', beginning, '--yes']);
  const release = holdOpen(folder);
  const held = await command(['purge', '--deleted-before', 'now', '--yes'], BUSY);
  if (!held.stderr.includes('purge --scrub')) faults.add('says nothing of --scrub', held.stderr);
  release();
  await command(['purge', '--scrub']);
  const reads = await reading.stop();
  const seconds = Math.round(performance.now() - started) / 1000;

  const inFilesBeside = plantsInFiles(folder, plants);
  const linesAfter = await memoriesOf(client);
  const exported = path.join(folder, 'after.jsonl');
  await command(['backup', '--output', path.join(folder, 'after.backup')]);
  await command(['export', '--output', exported]);
  if (!(await client.close(60_000))) faults.add('did not leave', client.stderr);
  const inFiles = plantsInFiles(folder, plants);
  const inOutput = plantsInText(output + client.stderr, plants);
  for (const { plant: each, file } of [...inFilesBeside, ...inFiles])
    faults.add('found', `${each.place}: ${each.word} in ${file}`);
  for (const each of inOutput) faults.add('logged', `${each.place}: ${each.word}`);
  const verdict = await verifyStore(folder);
  if (verdict !== null) faults.add('verify', verdict);

  finish(
    {
      name: 'verify-purge',
      options,
      figures: { places: PLACES, seconds, reads_meanwhile: reads, ...faults.summary() },
      bars: [
        exactly('planted words found before, in raw bytes', foundBefore.size, options.plants),
        exactly('found in files beside a running server', inFilesBeside.length, 0),
        exactly('found in files, a backup and an export afterwards', inFiles.length, 0),
        exactly('found in what was logged and printed', inOutput.length, 0),
        exactly('memories erased', linesBefore - linesAfter, ids.length),
        exactly('faults', faults.total, 0),
      ],
    },
    options.results,
  );
});

async function memoriesOf(client: McpStdioClient): Promise<number> {
  const { data } = await client.mustTool('get_memory_statistics', {});
  return numberField(data, 'memories') + numberField(data, 'closed_memories');
}

/** Reads through a running server until it is stopped; every read has to succeed. */
function readOn(client: McpStdioClient): { stop(): Promise<number> } {
  let stopped = false;
  let reads = 0;
  const work = (async () => {
    while (!stopped) {
      await client.mustTool('search_memories', { query: 'error service' });
      reads++;
    }
  })();
  return {
    async stop() {
      stopped = true;
      await work;
      return reads;
    },
  };
}

/** Holds a state of the store open, as a backup that is under way does. */
function holdOpen(folder: string): () => void {
  const database = new Database(storePath(folder), { readonly: true });
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM memories').get();
  return () => {
    database.exec('COMMIT');
    database.close();
  };
}
