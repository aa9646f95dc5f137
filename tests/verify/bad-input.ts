// Bad input: wrong calls over every tool and argument; each is refused in words, shows nothing and writes nothing.
//   node tests/support/run-ts.mjs tests/verify/bad-input.ts --calls 30000 --round-trips 300
import { verifyStore } from '../support/command-line.js';
import { Faults } from '../support/faults.js';
import { asArray, excerpt, textField } from '../support/json.js';
import { run } from '../support/main.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { readOptions } from '../support/options.js';
import { ROOT } from '../support/paths.js';
import { inFlight } from '../support/pool.js';
import { Random } from '../support/random.js';
import { atLeast, exactly, finish, print } from '../support/report.js';
import { ownServer } from '../support/servers.js';
import { summarize } from '../support/statistics.js';
import { changedTables, dumpStore } from '../support/store-dump.js';
import { temporaryFolder } from '../support/temporary.js';
import { type BadCall, randomCall, systematicCalls } from './bad-input/calls.js';
import { sendBadFrames, sendOverlongFrame } from './bad-input/frames.js';
import { roundTrips } from './bad-input/harmless.js';
import { ANSWER_MS, judge } from './bad-input/judge.js';
import { type ToolFacts, toolFacts } from './bad-input/schema.js';
import type { Seeds } from './bad-input/valid.js';

const WIDTH = 6;
/** Reading counts uses; nothing else may change by it. */
const USES = /use|usage/;

const faults = new Faults(2);
const counts = { refused: 0, taken: 0 };
const times: number[] = [];

run(async () => {
  const options = readOptions({ calls: 30_000, 'round-trips': 300, seed: 1, profile: 'extended,admin' });
  const random = new Random(options.seed);
  const folder = temporaryFolder('bad-input');
  const server = ownServer({ folder, profile: options.profile });
  let client = await McpStdioClient.start(server);
  const seeds = await seed(client);
  const { tools } = await client.request('tools/list', {});
  const calls = makeCalls(asArray(tools).map(toolFacts), seeds, options.calls, random);
  await client.close();

  const before = dumpStore(folder, USES);
  const secrets = [folder, ROOT];
  client = await McpStdioClient.start(server);
  await inFlight(calls, WIDTH, (call) => (client.gone ? Promise.resolve() : make(client, call, secrets)));
  const frames = client.gone ? 0 : await sendBadFrames(client, faults);
  const overlong = client.gone ? 'not sent' : await sendOverlongFrame(client, 11 * 2 ** 20, faults);
  if (!(await client.close())) faults.add('did not leave', client.stderr);
  for (const table of changedTables(before, dumpStore(folder, USES))) faults.add('store changed', table);

  client = await McpStdioClient.start(server);
  await roundTrips(client, options['round-trips'], random, faults);
  await client.close();
  const verdict = await verifyStore(folder);
  if (verdict !== null) faults.add('verify', verdict);

  const made = counts.refused + counts.taken;
  print(
    `${made} calls over ${asArray(tools).length} tools: ${counts.refused} refused, ${counts.taken} taken as harmless`,
  );
  finish(
    {
      name: 'verify-bad-input',
      options,
      figures: {
        ...counts,
        frames,
        overlong_frame: overlong,
        milliseconds: summarize(times),
        ...faults.summary(),
      },
      bars: [atLeast('calls judged', made + faults.total, options.calls), exactly('faults', faults.total, 0)],
    },
    options.results,
  );
});

/** Some memories with relationships, so that wrong calls have something to damage. */
async function seed(client: McpStdioClient): Promise<Seeds> {
  const memories: string[] = [];
  for (let i = 0; i < 20; i++) {
    const content = `memory ${i} about the retry queue of the build, and about storage`;
    const args = { type: 'solution', content, tags: ['retry', `tag-${i}`], on_duplicate: 'store' };
    memories.push(textField((await client.mustTool('store_memory', args)).data, 'id'));
  }
  let relationship = '';
  for (let i = 1; i < memories.length; i++) {
    const args = {
      from_memory_id: memories[i],
      to_memory_id: memories[i - 1],
      relationship_type: 'BUILDS_ON',
    };
    relationship = textField((await client.mustTool('create_relationship', args)).data, 'id');
  }
  return { memories, relationship };
}

/** All systematic calls in random order, then random ones up to the count; what a write tool may take is left out. */
function makeCalls(tools: readonly ToolFacts[], seeds: Seeds, count: number, random: Random): BadCall[] {
  const allowed = (tool: ToolFacts, call: BadCall): boolean => tool.readOnly || call.mustFail;
  const calls = tools.flatMap((tool) => systematicCalls(tool, seeds).filter((call) => allowed(tool, call)));
  print(`${tools.length} tools, ${calls.length} systematic calls`);
  const chosen = random.shuffled(calls).slice(0, count);
  while (chosen.length < count) {
    const tool = random.pick(tools);
    const call = randomCall(tool, seeds, random);
    if (allowed(tool, call)) chosen.push(call);
  }
  return chosen;
}

async function make(client: McpStdioClient, call: BadCall, secrets: readonly string[]): Promise<void> {
  const shown = { tool: call.tool, label: call.label, args: excerpt(call.args, 200) };
  const params = `{"name":${JSON.stringify(call.tool)},"arguments":${call.args}}`;
  try {
    const { message, line, milliseconds } = await client.exchangeText('tools/call', params, 10 * ANSWER_MS);
    times.push(milliseconds);
    if (milliseconds > ANSWER_MS) faults.add('slow answer', { ...shown, milliseconds });
    const verdict = judge(line, message, call.mustFail, secrets);
    if (typeof verdict === 'string') counts[verdict]++;
    else faults.add(`${verdict.fault} (${call.label})`, { ...shown, answer: excerpt(line, 300) });
  } catch (error) {
    faults.add(client.gone ? 'the server ended' : 'no answer', { ...shown, error: String(error) });
  }
}
