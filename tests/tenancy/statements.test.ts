import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMultiTenantSqlite } from '../../backends/sqlite/tenancy/open.js';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import { Random } from '../support/random.js';
import { listenToStatements } from '../support/statement-recorder.js';
import { testFolder } from '../support/test-folder.js';
import { PLANS } from './plans/catalog.js';
import type { Kit } from './plans/plan.js';
import { type Ask, type Connection, connect } from './probing/connection.js';
import { createProber } from './probing/prober.js';
import { manyCallersServer } from './probing/server.js';
import { noteTouchedFiles } from './probing/touched-files.js';
import { kitOf } from './stages/kit.js';
import { type Targets, targetsFor } from './stages/targets.js';
import { unknownLike } from './world/canaries.js';
import { membersOf, TENANCIES, type Tenancy } from './world/people.js';
import { makeWorld } from './world/world.js';

const [NORTH] = TENANCIES as [Tenancy];
/** Hidden ids that are tried in each place. */
const TRIED = 6;

let backend: MultiTenantBackend;
let ann: Connection;
let kit: Kit;
let hidden: Targets;

beforeAll(async () => {
  // Each call notes itself at once: what is noted together with others depends on when.
  const path = join(testFolder('statements-store'), 'store.db');
  backend = await openMultiTenantSqlite({ path, tenant_pool: 4, audit_durability: 'full' });
  const world = await makeWorld(backend, new Date().toISOString());
  const server = await manyCallersServer(backend, testFolder('statements'));
  const member = membersOf(NORTH).find(({ principal }) => principal.user_id === 'ann');
  if (member === undefined) throw new Error('ann is not there');
  const prober = createProber(world, server);
  hidden = targetsFor(member, world, prober.sight(member), new Random(3), {
    hidden: 0,
    visible: 0,
    words: 0,
  });
  kit = kitOf(prober, member);
  ann = await connect(server.factoryFor(member.identity));
  // The first call opens the tenant.
  await ann.ask(PLANS.whoami?.usual(kit) as Ask);
});

afterAll(async () => {
  await ann.close();
  await backend.close();
});

const slots = Object.entries(PLANS).flatMap(([name, { ids = [] }]) =>
  ids.map((slot) => [`${name}.${slot.argument} ${slot.note ?? ''}`.trim(), slot] as const),
);

describe.each(slots)('%s', (_name, slot) => {
  const ids = () =>
    (slot.of === 'memory' ? hidden.hiddenMemories : hidden.hiddenRelationships).slice(0, TRIED);

  it('asks the store the same of what is hidden as of what is not there', async () => {
    for (const id of ids()) expect(await statements(id)).toEqual(await statements(unknownLike(id, 'sql')));
  });

  it('touches no file of another tenant', async () => {
    const files = new Set<string>();
    const stop = noteTouchedFiles((file) => files.add(file));
    for (const id of ids()) {
      const ask = slot.ask(id, kit);
      if (ask !== undefined) await ann.ask(ask);
    }
    stop();
    // The registry, and the caller's own.
    expect(files.size).toBeLessThanOrEqual(2);
  });

  async function statements(id: string): Promise<string[]> {
    const executed: string[] = [];
    const stop = listenToStatements({ prepared: () => {}, executed: (sql) => executed.push(sql) });
    const ask = slot.ask(id, kit);
    if (ask !== undefined) await ann.ask(ask);
    stop();
    return executed;
  }
});
