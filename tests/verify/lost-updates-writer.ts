import { randomUUID } from 'node:crypto';
import { uuidGenerator } from '../../src/app/ids.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { createRepositories } from '../../src/repository/create-repositories.js';
import { createUseRecorder } from '../../src/repository/use-recorder.js';
import { Random } from '../support/random.js';
import { type Attempt, openTenants, teamMate } from './lost-updates/store.js';

/**
 * Makes COUNT compare-and-set updates of memories drawn at random, as one user of the team, and prints each with what
 * it came to. What it believes a memory's version to be is what it was told last.
 */
const [path = '', user = '', count = '0', ...ids] = process.argv.slice(2);
const backend = await openTenants(path);
const random = new Random(user.charCodeAt(user.length - 1));
const repositories = createRepositories({
  backend,
  scope: teamMate(user),
  clock: { now: () => new Date().toISOString() },
  ids: uuidGenerator,
  source: { kind: 'assistant', client: 'updater 1' },
  useRecorder: createUseRecorder(backend),
  allowCycles: false,
  audit: {
    eventForCommit: (resources) => ({
      call_id: randomUUID(),
      at: new Date().toISOString(),
      user_id: user,
      issuer: 'local',
      client: 'updater 1',
      operation: 'update_memory',
      resources,
      outcome: 'ok',
      code: null,
      duration_ms: 0,
    }),
    committed: () => {},
  },
});

const believed = new Map(ids.map((id) => [id, 1]));
process.stdout.write('ready\n');
for (let number = 0; number < Number(count); number++) {
  const id = ids[Math.floor(random.next() * ids.length)] ?? '';
  process.stdout.write(`${JSON.stringify(await update(id, believed.get(id) ?? 1, `${user} ${number}`))}\n`);
}
await backend.close();

async function update(id: string, expected: number, content: string): Promise<Attempt> {
  try {
    const { version } = await repositories.memories.update(id, { content }, expected);
    believed.set(id, version);
    return { id, expected, outcome: 'acknowledged', version, content };
  } catch (thrown) {
    const current = thrown instanceof MemoryGraphError ? thrown.details?.current_version : undefined;
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'conflict' || typeof current !== 'number')
      throw thrown;
    believed.set(id, current);
    return { id, expected, outcome: 'refused', version: current, content };
  }
}
