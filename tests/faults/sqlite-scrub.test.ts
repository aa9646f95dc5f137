import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import type { Backend } from '../../src/contracts/backend.js';
import { operatorScope } from '../../src/policy/access-scope.js';
import { scrubStore } from '../../src/repository/owner/scrub.js';
import { changeSet, codeOf, memory, SCOPE, store, temporaryFolder } from '../unit/sqlite/fixtures.js';
import { smallDisk } from './small-disk.js';

const WORD = 'qwrtzplkjhgfd';

/** Stores a memory with the word, and purges it again. */
async function purgeOne(backend: Backend): Promise<void> {
  const doomed = memory({ content: `${WORD} ${'words '.repeat(300)}` });
  await store(backend, doomed);
  await purge(backend, doomed.id);
}

async function purge(backend: Backend, id: string): Promise<void> {
  await backend.commit(SCOPE, changeSet([{ kind: 'purge_memory', id }]));
}

function filesWithWord(folder: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(WORD));
}

describe('scrubbing beside others', () => {
  it('waits for a reader of an older state, says so where it stays, and can be repeated', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'store.db');
    const backend = await openSqliteBackend({ path, busy_timeout_ms: 300 });
    await store(backend, memory({ content: 'stays' }));
    const reader = new Database(path, { readonly: true });
    await store(backend, memory({ content: WORD }));
    reader.exec('BEGIN');
    const [found] = reader.prepare('SELECT id FROM memories WHERE content = ?').all(WORD) as { id: string }[];
    await purge(backend, found?.id ?? '');
    const scrubbing = scrubStore({ backend, scope: operatorScope('ann') });
    await expect(scrubbing).rejects.toMatchObject({ code: 'busy' });
    await expect(scrubbing).rejects.toThrow(/gone from the store.*memorygraph purge --scrub/);
    expect(filesWithWord(folder.path)).not.toEqual([]);
    expect(reader.prepare('SELECT count(*) AS n FROM memories').get()).toEqual({ n: 2 });
    reader.exec('COMMIT');
    await backend.scrub(SCOPE);
    expect(filesWithWord(folder.path)).toEqual([]);
    reader.close();
    await backend.close();
    folder.remove();
  });

  it('leaves what another process has open usable', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'store.db');
    const [backend, other] = [await openSqliteBackend({ path }), await openSqliteBackend({ path })];
    await store(other, memory({ content: 'before' }));
    await purgeOne(backend);
    await Promise.all([backend.scrub(SCOPE), store(other, memory({ content: 'meanwhile' }))]);
    await store(other, memory({ content: 'after' }));
    expect((await other.verify(SCOPE)).faults).toEqual([]);
    expect((await other.termStatistics(SCOPE, ['befor', 'meanwhil', 'after'])).documents).toBe(3);
    await backend.close();
    await other.close();
    folder.remove();
  });

  it('is refused where the store may only be read', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'store.db');
    const backend = await openSqliteBackend({ path });
    await store(backend, memory({ content: 'stays' }));
    const reader = await openSqliteBackend({ path, read_only: true });
    expect(await codeOf(reader.scrub(SCOPE))).toBe('storage_read_only');
    await reader.close();
    await backend.close();
    folder.remove();
  });
});

const disk = smallDisk(40);

describe.skipIf(disk === null)('scrubbing on a full disk (needs the right to mount a tmpfs)', () => {
  it('purges even then, says that the files wait, and scrubs once there is room', async () => {
    if (disk === null) return;
    const backend = await openSqliteBackend({ path: join(disk.path, 'store.db') });
    const doomed = memory({ content: `${WORD} and more` });
    await store(backend, doomed);
    for (let code = 'no error'; code === 'no error'; )
      code = await codeOf(store(backend, memory({ content: 'words '.repeat(8_000) })));
    await purge(backend, doomed.id);
    const error = await scrubStore({ backend, scope: operatorScope('ann') }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'storage_full' });
    expect(String(error)).toMatch(/no room.*memorygraph purge --scrub/);
    expect((await backend.verify(SCOPE)).faults).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=200m', disk.path]);
    await backend.scrub(SCOPE);
    expect(filesWithWord(disk.path)).toEqual([]);
    expect((await backend.verify(SCOPE)).faults).toEqual([]);
    await backend.close();
    disk.remove();
  });
});
