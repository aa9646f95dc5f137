import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import type { Memory } from '../../src/domain/memory.js';
import { changeSet, codeOf, memory, NOW, put, SCOPE, store } from '../unit/sqlite/fixtures.js';
import { smallDisk } from './small-disk.js';

const disk = smallDisk(12);

describe.skipIf(disk === null)('a full disk (needs the right to mount a tmpfs)', () => {
  it('loses nothing, keeps answering, and goes on once there is room', async () => {
    if (disk === null) return;
    const path = join(disk.path, 'store.db');
    const backend = await openSqliteBackend({ path });
    const kept: Memory[] = [];
    let code = 'no error';
    for (let at = 0; code === 'no error' && at < 2000; at++) {
      const next = memory({ content: `text ${at} ${'words '.repeat(300)}` });
      code = await codeOf(store(backend, next));
      if (code === 'no error') kept.push(next);
    }
    expect(code).toBe('storage_full');
    expect(kept.length).toBeGreaterThan(50);
    expect(await backend.countMemories(SCOPE, { valid_at: NOW })).toBe(kept.length);
    expect((await backend.verify(SCOPE)).faults).toEqual([]);
    const doomed = kept[0];
    if (doomed === undefined) throw new Error('nothing was kept');
    const tombstone = { ...doomed, version: 2, deleted_at: NOW };
    const deleted = await codeOf(backend.commit(SCOPE, changeSet([put(tombstone, doomed)])));
    expect(deleted).toBe('no error');
    execFileSync('mount', ['-o', 'remount,size=20m', disk.path]);
    await store(backend, memory());
    expect(await backend.countMemories(SCOPE, { valid_at: NOW })).toBe(kept.length);
    expect((await backend.verify(SCOPE)).faults).toEqual([]);
    await backend.close();
    rmSync(path);
    disk.remove();
  });
});

describe('a full disk at the start', () => {
  it.skipIf(disk === null)('is said so (needs the right to mount a tmpfs)', async () => {
    const full = smallDisk(12);
    if (full === null) return;
    try {
      writeFileSync(join(full.path, 'ballast'), Buffer.alloc(12 * 1024 * 1024));
    } catch {
      // As much as fits.
    }
    expect(await codeOf(openSqliteBackend({ path: join(full.path, 'store.db') }))).toBe('storage_full');
    full.remove();
  });
});
