import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../../../backends/sqlite/index.js';
import { openMultiTenantSqlite } from '../../../../backends/sqlite/tenancy/open.js';
import { makePlan } from '../../../../src/transfer/tenancy/plan.js';
import { testFolder } from '../../../support/test-folder.js';
import { codeOf } from '../../sqlite/fixtures.js';
import {
  breaking,
  dump,
  dumpOf,
  giveTenants,
  type Meddle,
  SCOPES,
  takeTenants,
  withMigration,
  withSingle,
  withTenants,
} from './migrating.js';
import { fill, storeFacts } from './random-store.js';

const PLAN = makePlan({
  tenant_id: 'acme',
  map: {
    projects: new Map([
      ['four', { tenant: 'beta', team: 'core' }],
      ['host/a/one', { tenant: 'beta' }],
    ]),
  },
});

/** A folder with the store as it is before a migration, and one as it is after. */
const folders = { before: '', after: '' };
let text = '';
/** What each tenant holds after the migration. */
let parts: Record<string, string> = {};

const storeIn = (folder: string): string => join(folder, 'store.db');

beforeAll(async () => {
  const [facts] = fc
    .sample(storeFacts, { numRuns: 30, seed: 7 })
    .toSorted(
      (a, b) => b.memories.length + b.relationships.length - a.memories.length - a.relationships.length,
    );
  folders.before = testFolder('crash-before');
  await withSingle(storeIn(folders.before), (backend) => fill(backend, facts ?? raise()));
  text = await dumpOf(storeIn(folders.before));
  folders.after = copyOf(folders.before);
  await giveTenants(storeIn(folders.after), PLAN);
  parts = await partsOf(storeIn(folders.after));
});

function copyOf(folder: string): string {
  const copy = testFolder('crash');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function partsOf(path: string): Promise<Record<string, string>> {
  return withTenants(path, async (backend) => {
    const found: Record<string, string> = {};
    for (const { tenant_id } of await backend.tenants.list())
      found[tenant_id] = await dump(backend, SCOPES(tenant_id));
    return found;
  });
}

class Killed extends Error {}

const die = (): never => {
  throw new Killed('killed');
};

/** Does it with a break at each point where there is one. @returns how many points there are. */
async function atEachPoint(
  folder: string,
  work: (path: string, meddle: Meddle) => Promise<unknown>,
  after: (path: string, at: number) => Promise<void>,
): Promise<number> {
  for (let at = 0; ; at++) {
    const path = storeIn(copyOf(folder));
    const { meddle } = breaking(at, die);
    const ended = await work(path, meddle).then(
      () => 'done',
      (thrown: unknown) => thrown,
    );
    if (ended === 'done') return at;
    expect(ended).toBeInstanceOf(Killed);
    await after(path, at);
    expect(leftOver(path)).toEqual([]);
  }
}

/** Files beside a store without tenants that only the way needs. */
function leftOver(path: string): string[] {
  return readdirSync(dirname(path)).filter((name) => /-tenants$|-lock$|unfinished$/.test(name));
}

/** Between two states a store is nobody's; at the ends of the way it is what it says. */
async function expectNeverHalf(path: string): Promise<void> {
  const { state } = await withMigration(path, (migration) => migration.status(), true);
  const single = await codeOf(
    openSqliteBackend({ path, read_only: true }).then((backend) => backend.close()),
  );
  const many = { path, create: false, tenant_pool: 2, audit_durability: 'full' } as const;
  const multi = await codeOf(openMultiTenantSqlite(many).then((backend) => backend.close()));
  expect([single, multi]).toEqual(
    {
      single: ['no error', 'wrong_mode'],
      multi: ['wrong_mode', 'no error'],
      migrating: ['wrong_mode', 'wrong_mode'],
      returning: ['wrong_mode', 'wrong_mode'],
    }[state],
  );
  if (state === 'single') expect(await dumpOf(path)).toBe(text);
  if (state === 'multi') expect(await partsOf(path)).toEqual(parts);
}

describe('a migration that ends at any of its steps', () => {
  it('is finished by the next run', async () => {
    const points = await atEachPoint(
      folders.before,
      (path, meddle) => giveTenants(path, PLAN, meddle),
      async (path) => {
        await expectNeverHalf(path);
        await giveTenants(path, PLAN);
        expect(await partsOf(path)).toEqual(parts);
        await takeTenants(path);
        expect(await dumpOf(path)).toBe(text);
      },
    );
    expect(points).toBeGreaterThan(20);
  }, 300_000);

  it('is undone by a rollback', async () => {
    await atEachPoint(
      folders.before,
      (path, meddle) => giveTenants(path, PLAN, meddle),
      async (path) => {
        await takeTenants(path);
        expect(await dumpOf(path)).toBe(text);
      },
    );
  }, 300_000);
});

describe('a rollback that ends at any of its steps', () => {
  it('is finished by the next one', async () => {
    const points = await atEachPoint(
      folders.after,
      (path, meddle) => takeTenants(path, meddle),
      async (path) => {
        await expectNeverHalf(path);
        await takeTenants(path);
        expect(await dumpOf(path)).toBe(text);
      },
    );
    expect(points).toBeGreaterThan(10);
  }, 300_000);
});

describe('giving up a migration, ended at any of its steps', () => {
  it('is finished by the next rollback', async () => {
    const half = copyOf(folders.before);
    const { meddle } = breaking(9, die);
    await expect(giveTenants(storeIn(half), PLAN, meddle)).rejects.toBeInstanceOf(Killed);
    await atEachPoint(
      half,
      (path, broken) => takeTenants(path, broken),
      async (path) => {
        await takeTenants(path);
        expect(await dumpOf(path)).toBe(text);
      },
    );
  }, 300_000);
});

describe('a run that writes in other batches than the one that was cut off', () => {
  it('begins anew, there and back', async () => {
    const path = storeIn(copyOf(folders.before));
    await expect(giveTenants(path, PLAN, breaking(9, die).meddle)).rejects.toBeInstanceOf(Killed);
    await giveTenants(path, PLAN, undefined, 1_000);
    expect(await partsOf(path)).toEqual(parts);
    await expect(takeTenants(path, breaking(7, die).meddle)).rejects.toBeInstanceOf(Killed);
    await takeTenants(path, undefined, 1_000);
    expect(await dumpOf(path)).toBe(text);
    expect(leftOver(path)).toEqual([]);
  }, 60_000);
});

function raise(): never {
  throw new Error('no store');
}
