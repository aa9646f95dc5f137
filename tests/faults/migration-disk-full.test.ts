import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TenantMigration } from '../../src/contracts/tenant-migration.js';
import { makePlan } from '../../src/transfer/tenancy/plan.js';
import { Corpus } from '../support/corpus.js';
import {
  dumpOf,
  giveTenants,
  takeTenants,
  withMigration,
  withSingle,
} from '../unit/transfer/tenancy/migrating.js';
import { fillKillStore, KILL_PLAN } from './migration-store.js';
import { smallDisk } from './small-disk.js';

/** Of text in one commit: several of them, and not thousands. */
const BATCH = 100_000;
const PLAN = makePlan(KILL_PLAN);
const disk = smallDisk(20);

/** As if there had been room when it began, and another program took it. */
const unsuspecting = (migration: TenantMigration): TenantMigration => ({
  ...migration,
  space: async () => ({ free_bytes: 1, needed_bytes: 0 }),
});

const stateOf = (path: string) =>
  withMigration(path, async (migration) => (await migration.status()).state, true);

describe.skipIf(disk === null)('a disk that is full (needs the right to mount a tmpfs)', () => {
  it('stops a migration and its undoing where they are; neither loses anything, both go on later', async () => {
    if (disk === null) return;
    const path = join(disk.path, 'store.db');
    const corpus = new Corpus(1);
    await withSingle(path, (backend) => fillKillStore(backend, 2_000, () => corpus.document()));
    const before = await dumpOf(path);

    // Too little room is seen before anything is begun.
    await expect(giveTenants(path, PLAN)).rejects.toMatchObject({
      code: 'storage_full',
      message: expect.stringMatching(/about \d+ MB are needed, \d+ MB are free\. Nothing was changed/),
    });
    expect(await stateOf(path)).toBe('single');

    await expect(giveTenants(path, PLAN, unsuspecting, BATCH)).rejects.toMatchObject({
      code: 'storage_full',
    });
    expect(await stateOf(path)).toBe('migrating');
    // Giving up takes no room that is not there.
    await takeTenants(path, undefined, BATCH);
    expect(await dumpOf(path)).toBe(before);

    await expect(giveTenants(path, PLAN, unsuspecting, BATCH)).rejects.toMatchObject({
      code: 'storage_full',
    });
    execFileSync('mount', ['-o', 'remount,size=100m', disk.path]);
    await giveTenants(path, PLAN, undefined, BATCH);
    expect(await stateOf(path)).toBe('multi');

    const { bavail, bsize } = statfsSync(disk.path);
    const ballast = join(disk.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3_000_000));
    await expect(takeTenants(path)).rejects.toMatchObject({ code: 'storage_full' });
    expect(await stateOf(path)).toBe('multi');
    await expect(takeTenants(path, unsuspecting, BATCH)).rejects.toMatchObject({ code: 'storage_full' });
    expect(await stateOf(path)).toBe('returning');
    rmSync(ballast);
    await takeTenants(path, undefined, BATCH);
    expect(await dumpOf(path)).toBe(before);
    disk.remove();
  }, 240_000);
});
