import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { openMultiTenantSqlite } from '../../backends/sqlite/tenancy/open.js';
import { makePlan } from '../../src/transfer/tenancy/plan.js';
import { removeFolder, temporaryFolder } from '../support/temporary.js';
import { codeOf, collect } from '../unit/sqlite/fixtures.js';
import {
  dumpOf,
  giveTenants,
  SCOPES,
  takeTenants,
  withMigration,
  withSingle,
  withTenants,
} from '../unit/transfer/tenancy/migrating.js';
import { fillKillStore, KILL_PLAN, killId, tenantOf } from './migration-store.js';
import { startChild } from './sqlite-children.js';

/** What came of many kills. */
export interface KillTally {
  /** Runs that were killed in the middle, and those that had ended before. */
  killed: number;
  ended: number;
  /** In which state the store was found after a kill. */
  readonly found: Record<string, number>;
  readonly faults: string[];
}

/** A store as it is before a migration and after it, to be copied, with what it must hold. */
export interface KillWorld {
  readonly before: string;
  readonly after: string;
  readonly memories: number;
  readonly text: string;
  remove(): void;
}

export async function killWorld(memories: number): Promise<KillWorld> {
  const before = temporaryFolder('migration-before');
  await withSingle(storeIn(before), (backend) => fillKillStore(backend, memories));
  const text = await dumpOf(storeIn(before));
  const after = temporaryFolder('migration-after');
  cpSync(before, after, { recursive: true });
  await giveTenants(storeIn(after), makePlan(KILL_PLAN));
  const remove = (): void => [before, after].forEach(removeFolder);
  return { before, after, memories, text, remove };
}

/** A whole run: how many steps there are to be killed at, and how long it takes from the first one on. */
export async function wholeRun(
  world: KillWorld,
  child: string,
  way: Way,
): Promise<{ steps: number; milliseconds: number }> {
  const folder = copyOf(world, way);
  const run = startChild(child, [storeIn(folder), way]);
  await run.printed(1);
  const start = performance.now();
  await run.ended;
  removeFolder(folder);
  return {
    steps: Number(run.lines.at(-1)?.split(' ')[0]),
    milliseconds: performance.now() - start,
  };
}

export type Way = 'there' | 'back';

/**
 * Kills a migration, or its undoing, once, and lets the next run finish it, and for every other one on the way there
 * undo it. Whatever is not as it must be is a fault.
 * @param kill `at`: the number of a step; `after`: milliseconds from the first step on.
 */
export async function killOnce(
  world: KillWorld,
  child: string,
  { way, kill, undo }: { way: Way; kill: { at: number } | { after: number }; undo: boolean },
  tally: KillTally,
): Promise<void> {
  const folder = copyOf(world, way);
  const path = storeIn(folder);
  const run = startChild(child, [path, way, ...('at' in kill ? [String(kill.at)] : [])]);
  if ('after' in kill) {
    await run.printed(1);
    await new Promise((resolve) => setTimeout(resolve, kill.after));
    run.process.kill('SIGKILL');
  }
  await run.ended;
  if (run.process.signalCode === 'SIGKILL') tally.killed++;
  else tally.ended++;
  const fault = (what: string): void => {
    tally.faults.push(`${way} ${JSON.stringify(kill)}${undo ? ' undone' : ''}: ${what}`);
  };
  try {
    const state = await stateOf(path);
    tally.found[`${way}: ${state}`] = (tally.found[`${way}: ${state}`] ?? 0) + 1;
    for (const what of await halfFaults(path, state, world)) fault(what);
    if (way === 'there' && !undo) {
      await giveTenants(path, makePlan(KILL_PLAN));
      for (const what of await tenantFaults(path, world.memories)) fault(what);
    }
    await takeTenants(path);
    if ((await dumpOf(path)) !== world.text) fault('other bytes than before');
  } catch (thrown) {
    fault(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  }
  removeFolder(folder);
}

function copyOf(world: KillWorld, way: Way): string {
  const folder = temporaryFolder('migration');
  cpSync(way === 'there' ? world.before : world.after, folder, { recursive: true });
  return folder;
}

function storeIn(folder: string): string {
  return join(folder, 'store.db');
}

async function stateOf(path: string): Promise<string> {
  return (await withMigration(path, (migration) => migration.status(), true)).state;
}

const OPENS: Readonly<Record<string, readonly [string, string]>> = {
  single: ['no error', 'wrong_mode'],
  multi: ['wrong_mode', 'no error'],
  migrating: ['wrong_mode', 'wrong_mode'],
  returning: ['wrong_mode', 'wrong_mode'],
};

/** A store between two states opens in no mode; one at an end of the way is whole. */
async function halfFaults(path: string, state: string, world: KillWorld): Promise<string[]> {
  const single = await codeOf(openSqliteBackend({ path }).then((backend) => backend.close()));
  const settings = { path, create: false, tenant_pool: 2, audit_durability: 'full' } as const;
  const multi = await codeOf(openMultiTenantSqlite(settings).then((backend) => backend.close()));
  const [asSingle, asMulti] = OPENS[state] ?? [];
  const faults: string[] = [];
  if (single !== asSingle || multi !== asMulti) faults.push(`${state} opens as ${single}, ${multi}`);
  if (state === 'single' && (await dumpOf(path)) !== world.text) faults.push('single, and other bytes');
  if (state === 'multi') faults.push(...(await tenantFaults(path, world.memories)));
  return faults;
}

/** Every memory is there once, in its tenant; relationships are where both ends are; nothing is damaged. */
async function tenantFaults(path: string, memories: number): Promise<string[]> {
  return withTenants(path, async (backend) => {
    const faults: string[] = [];
    const seen = new Map<string, string>();
    let relationships = 0;
    for (const { tenant_id } of await backend.tenants.list()) {
      const scope = SCOPES(tenant_id);
      faults.push(...(await backend.verify(scope)).faults.map((fault) => `${tenant_id}: ${fault}`));
      for (const { id } of await collect(backend.streamMemories(scope))) {
        if (seen.has(id)) faults.push(`${id} is there twice`);
        seen.set(id, tenant_id);
      }
      relationships += (await collect(backend.streamRelationships(scope))).length;
    }
    for (let at = 0; at < memories; at++)
      if (seen.get(killId(at)) !== tenantOf(at)) faults.push(`${killId(at)} is in ${seen.get(killId(at))}`);
    if (seen.size !== memories) faults.push(`${seen.size} memories instead of ${memories}`);
    const wanted = kept(memories);
    if (relationships !== wanted) faults.push(`${relationships} relationships instead of ${wanted}`);
    return faults;
  });
}

/** Relationships whose ends are in one tenant. */
function kept(memories: number): number {
  let count = 0;
  for (let at = 0; at < memories; at++)
    for (const back of [1, 4]) if (at >= back && tenantOf(at) === tenantOf(at - back)) count++;
  return count;
}
