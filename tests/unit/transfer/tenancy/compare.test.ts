import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TenantMigration } from '../../../../src/contracts/tenant-migration.js';
import type { ChangeSet } from '../../../../src/domain/change-set.js';
import { makePlan } from '../../../../src/transfer/tenancy/plan.js';
import { memory, putMemory, relationship } from '../../../contract/records.js';
import { testFolder } from '../../../support/test-folder.js';
import {
  breaking,
  dumpOf,
  giveTenants,
  type Meddle,
  SCOPES,
  takeTenants,
  withMigration,
  withSingle,
} from './migrating.js';

const PLAN = makePlan({ tenant_id: 'acme', map: { projects: new Map([['shop', { tenant: 'beta' }]]) } });

let path = '';
let before = '';

beforeEach(async () => {
  path = join(testFolder('compare'), 'store.db');
  await withSingle(path, async (backend) => {
    const changes = [
      putMemory(memory({ id: 'one' })),
      putMemory(memory({ id: 'two', context: { visibility: 'public' } })),
      putMemory(memory({ id: 'three', context: { project_id: 'shop' } })),
      ...['one-two', 'one-three'].map((id) => {
        const [from_memory_id = '', to_memory_id = ''] = id.split('-');
        const record = relationship({ id, from_memory_id, to_memory_id });
        return { kind: 'put_relationship', relationship: record, former: null } as const;
      }),
    ];
    await backend.commit(SCOPES(null), {
      id: 'fill',
      at: '2026-11-22T12:00:00.000Z',
      preconditions: [],
      changes,
    });
  });
  before = await dumpOf(path);
});

/** A store that writes something else than it is told. */
function writing(part: 'parts' | 'whole', change: (set: ChangeSet) => ChangeSet): Meddle {
  return (migration) => {
    const backend = migration[part];
    return {
      ...migration,
      [part]: {
        ...backend,
        commit: (scope, set) => backend.commit(scope, change(set)),
      } satisfies TenantMigration['whole'],
    };
  };
}

const without =
  (wanted: string) =>
  (set: ChangeSet): ChangeSet => ({
    ...set,
    changes: set.changes.filter((each) => !JSON.stringify(each).includes(`"id":"${wanted}"`)),
  });
const altered = (set: ChangeSet): ChangeSet =>
  JSON.parse(JSON.stringify(set).replaceAll('What one says', 'What 1 says')) as ChangeSet;
const elsewhere = (set: ChangeSet): ChangeSet =>
  JSON.parse(JSON.stringify(set).replaceAll('"team_id":"*"', '"team_id":"core"')) as ChangeSet;

describe('what the tenants got is compared with what was there', () => {
  it.each([
    ['a memory that is missing', without('two')],
    ['a relationship that is missing', without('one-two')],
    ['a text that differs', altered],
    ['another team', elsewhere],
  ])('%s is found; the store stays, and comes back whole', async (_what, change) => {
    await expect(giveTenants(path, PLAN, writing('parts', change))).rejects.toMatchObject({
      code: 'storage_corrupt',
      message: expect.stringMatching(/the store is as it was.*--rollback/),
    });
    expect((await withMigration(path, ({ status }) => status())).state).toBe('migrating');
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(before);
    await giveTenants(path, PLAN);
  });

  it('a journal that lost what it must keep is found', async () => {
    const forgetful: Meddle = (migration) => ({
      ...migration,
      journal: {
        ...migration.journal,
        put: (entries) => migration.journal.put(entries.map((entry) => ({ ...entry, former: {} }))),
      },
    });
    await expect(giveTenants(path, PLAN, forgetful)).rejects.toMatchObject({ code: 'storage_corrupt' });
  });

  it('nothing is dropped that the journal does not name', async () => {
    const { meddle } = breaking(5, () => {
      throw new Error('stopped');
    });
    await expect(giveTenants(path, PLAN, meddle)).rejects.toThrow('stopped');
    const raw = new Database(path);
    raw.exec("DELETE FROM migration_journal WHERE id = 'one'");
    raw.close();
    await withMigration(path, async (migration) => {
      await expect(migration.finish('2026-11-22T12:00:00.000Z')).rejects.toMatchObject({ code: 'conflict' });
      expect((await migration.status()).state).toBe('migrating');
    });
    await giveTenants(path, PLAN);
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(before);
  });
});

describe('what comes back is compared with what the tenants hold', () => {
  it.each([
    ['a memory that is missing', without('two')],
    ['a text that differs', altered],
  ])('%s is found; the tenants stay', async (_what, change) => {
    await giveTenants(path, PLAN);
    await expect(takeTenants(path, writing('whole', change))).rejects.toMatchObject({
      code: 'storage_corrupt',
      message: expect.stringMatching(/the tenants are as they were/),
    });
    expect((await withMigration(path, ({ status }) => status())).state).toBe('multi');
    await takeTenants(path);
    expect(await dumpOf(path)).toBe(before);
  });
});
