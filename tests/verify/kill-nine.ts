// Kill -9: whatever was acknowledged before a kill is there afterwards, and nothing is there by half.
//   node tests/support/run-ts.mjs tests/verify/kill-nine.ts --kills 200 --early 20
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyStore } from '../support/command-line.js';
import { Faults } from '../support/faults.js';
import { run } from '../support/main.js';
import { McpStdioClient, ServerGone } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { inFlight } from '../support/pool.js';
import { Random } from '../support/random.js';
import { atLeast, exactly, finish, print } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';
import { checkFormerWord, checkMemory, settle } from './aftermath.js';
import { killDuringStart } from './kill-during-start.js';
import { Ledger, type Write } from './ledger.js';
import { callOf, idsOf, targetsOf, WriteMaker } from './write-maker.js';

const WIDTH = 6;

run(async () => {
  const options = readOptions({ kills: 200, early: 20, seed: 1 });
  const random = new Random(options.seed);
  const faults = new Faults();
  const ledger = new Ledger();
  const maker = new WriteMaker(random, ledger);
  const folder = temporaryFolder('kill');
  const server = ownServer({ folder, profile: 'extended' });
  let unanswered = 0;
  let unansweredDone = 0;

  for (let kill = 1; kill <= options.kills; kill++) {
    const client = await McpStdioClient.start(server);
    const open = await writeUntilKilled(client, maker, ledger, random.next() * 80, faults);
    const after = await McpStdioClient.start(server);
    for (const write of open) if (await settle(after, ledger, write, faults)) unansweredDone++;
    unanswered += open.size;
    maker.busy.clear();
    await inFlight([...ledger.touched], 4, (id) => checkMemory(after, ledger, id, faults));
    ledger.touched.clear();
    await after.kill();
    if (kill % 25 === 0) {
      const verdict = await verifyStore(folder);
      if (verdict !== null) faults.add('verify', verdict);
      print(`${kill} kills, ${ledger.acknowledged} acknowledged, ${faults.total} faults`);
    }
  }

  const last = await McpStdioClient.start(server);
  await inFlight([...ledger.live.keys(), ...ledger.deleted.keys()], 4, (id) =>
    checkMemory(last, ledger, id, faults),
  );
  await inFlight(ledger.formerWords, 4, (word) => checkFormerWord(last, word, faults));
  await last.close();
  const verdict = await verifyStore(folder);
  if (verdict !== null) faults.add('verify', verdict);
  removeFolder(folder);
  await killDuringStart(options.early, random, faults);

  const figures = {
    acknowledged: ledger.acknowledged,
    unanswered,
    unanswered_done: unansweredDone,
    live: ledger.live.size,
    deleted: ledger.deleted.size,
    updated: ledger.formerWords.size,
    relationships: ledger.edges.size,
    ...faults.summary(),
  };
  finish(
    {
      name: 'verify-kill-nine',
      options,
      figures,
      bars: [
        atLeast('writes acknowledged', ledger.acknowledged, options.kills),
        exactly('faults', faults.total, 0),
      ],
    },
    options.results,
  );
});

/** Keeps several writes in flight and kills the server so many milliseconds after the first answer. */
async function writeUntilKilled(
  client: McpStdioClient,
  maker: WriteMaker,
  ledger: Ledger,
  delayMs: number,
  faults: Faults,
): Promise<Set<Write>> {
  const open = new Set<Write>();
  let killed: Promise<void> | undefined;
  const worker = async (): Promise<void> => {
    while (!client.gone) {
      const write = maker.next();
      const { tool, args } = callOf(write);
      open.add(write);
      try {
        const { data } = await client.mustTool(tool, args);
        open.delete(write);
        ledger.apply(write, idsOf(write, data));
        ledger.acknowledged++;
        maker.release(targetsOf(write));
        killed ??= sleep(delayMs).then(() => client.kill());
      } catch (error) {
        if (error instanceof ServerGone) return;
        open.delete(write);
        maker.release(targetsOf(write));
        faults.add('write refused', error);
        killed ??= sleep(delayMs).then(() => client.kill());
      }
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  await killed;
  return open;
}
