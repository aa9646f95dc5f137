import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReferenceBackend } from '../../../backends/reference/index.js';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import { localPrincipal } from '../../../src/auth/local.js';
import type { Backend } from '../../../src/contracts/backend.js';
import { operatorScope, scopeFor } from '../../../src/policy/access-scope.js';
import { backupStore } from '../../../src/transfer/backup/backup.js';
import { restoreStore } from '../../../src/transfer/backup/restore.js';
import { RESTORE_USER_ID, unfinishedRestore } from '../../../src/transfer/backup/unfinished-restore.js';
import { openWorkshop } from '../../support/repositories.js';
import { testFolder } from '../../support/test-folder.js';

const OPERATOR = operatorScope(RESTORE_USER_ID);
const RESTORER = scopeFor(localPrincipal(RESTORE_USER_ID));
const folder = testFolder('restore');
const now = (): string => '2026-05-01T00:00:00.000Z';

async function backupText(backend: Backend): Promise<string> {
  const source = await backupStore(backend, OPERATOR);
  let text = '';
  for await (const chunk of source.chunks) text += chunk;
  return text;
}

/** A backup of a store with a bit of everything. */
async function someBackup(): Promise<{ text: string; path: string }> {
  const shop = await openWorkshop();
  const { memories, relationships } = shop.repositories;
  const ids: string[] = [];
  for (let index = 0; index < 30; index++) {
    shop.pass(1_000);
    const context = {
      files_involved: [`src/${index}.ts`],
      additional_metadata: { b: index, a: ['\u{1f600}', null] },
    };
    const [stored] = await memories.store([{ type: 'fact', content: `Fact ${index}`, context }], {});
    ids.push(stored?.id ?? '');
  }
  for (let index = 0; index + 1 < ids.length; index += 3) {
    shop.pass(1_000);
    const ends = { from_memory_id: ids[index] ?? '', to_memory_id: ids[index + 1] ?? '' };
    const made = await relationships.create({
      ...ends,
      relationship_type: index % 2 ? 'FOLLOWS' : 'REPLACES',
    });
    await relationships.reinforce(made.id, { success: true });
    await memories.update(ids[index] ?? '', { tags: ['Changed'] });
    if (index % 2 === 0) await relationships.invalidate(made.id, {});
    if (index % 4 === 0) await memories.remove(ids[index + 1] ?? '');
    await memories.get(ids[index] ?? '');
  }
  await shop.flush();
  const text = await backupText(shop.backend);
  const path = join(folder, 'some.backup');
  writeFileSync(path, text);
  return { text, path };
}

describe('restoreStore', () => {
  it('gives any backend the same bytes', async () => {
    const { text, path } = await someBackup();
    for (const kind of ['memory_version', 'relationship', 'relationship_version', 'use'])
      expect(text).toContain(`{"${kind}":`);
    const sqlite = await openSqliteBackend({ path: join(folder, 'same.db') });
    for (const backend of [await openReferenceBackend(), sqlite]) {
      const report = await restoreStore(backend, OPERATOR, path, { now });
      expect(report).toMatchObject({ resumed: false, counts: { memory: 30 } });
      expect(await backupText(backend)).toBe(text);
      expect((await backend.verify(OPERATOR)).faults).toEqual([]);
      await backend.close();
    }
  });

  it('goes on where it was cut off, whichever change set was the last', async () => {
    const { text, path } = await someBackup();
    const options = { now, batchBytes: 4_000 };
    for (let survived = 0; ; survived++) {
      const backend = await openReferenceBackend();
      let commits = 0;
      const failing: Backend = {
        ...backend,
        commit: (scope, changes) => {
          if (commits++ === survived) throw new Error('cut off');
          return backend.commit(scope, changes);
        },
      };
      const first = await restoreStore(failing, OPERATOR, path, options).catch((cause: unknown) => cause);
      if (!(first instanceof Error)) {
        expect(survived).toBeGreaterThan(3);
        return;
      }
      const left = await unfinishedRestore(backend, RESTORER, now());
      expect(left === null).toBe(survived === 0);
      const report = await restoreStore(backend, OPERATOR, path, options);
      expect(report.resumed).toBe(survived > 0);
      expect(await unfinishedRestore(backend, RESTORER, now())).toBeNull();
      expect(await backupText(backend)).toBe(text);
    }
  });

  it('refuses to finish one restore with the file of another', async () => {
    const { text, path } = await someBackup();
    const backend = await openReferenceBackend();
    let commits = 0;
    const failing: Backend = {
      ...backend,
      commit: (scope, changes) => {
        if (commits++ === 1) throw new Error('cut off');
        return backend.commit(scope, changes);
      },
    };
    await expect(restoreStore(failing, OPERATOR, path, { now, batchBytes: 4_000 })).rejects.toThrow(
      'cut off',
    );
    const shop = await openWorkshop();
    await shop.repositories.memories.store([{ type: 'fact', content: 'another' }], {});
    const other = join(folder, 'other.backup');
    writeFileSync(other, await backupText(shop.backend));
    await expect(restoreStore(backend, OPERATOR, other, { now })).rejects.toMatchObject({
      code: 'not_empty',
    });
    expect(text).not.toBe('');
  });

  it('does not take a store with nothing but tombstones for an empty one', async () => {
    const { path } = await someBackup();
    const shop = await openWorkshop();
    const [stored] = await shop.repositories.memories.store([{ type: 'fact', content: 'x' }], {});
    await shop.repositories.memories.remove(stored?.id ?? '');
    await expect(restoreStore(shop.backend, OPERATOR, path, { now })).rejects.toMatchObject({
      code: 'not_empty',
    });
  });

  it('gives one state of the store, whatever is written meanwhile', async () => {
    const path = join(folder, 'busy.db');
    const writer = await openWorkshop({ backend: await openSqliteBackend({ path }) });
    const reader = await openSqliteBackend({ path });
    const store = async (index: number): Promise<void> => {
      const [stored] = await writer.repositories.memories.store(
        [{ type: 'fact', content: `fact ${index}` }],
        {},
      );
      if (index % 3 === 0) await writer.repositories.memories.remove(stored?.id ?? '');
      if (index % 3 === 1) await writer.repositories.memories.update(stored?.id ?? '', { importance: 0.1 });
    };
    for (let index = 0; index < 50; index++) await store(index);
    const source = await backupStore(reader, OPERATOR);
    let text = '';
    let index = 50;
    for await (const chunk of source.chunks) {
      await store(index++);
      text += chunk;
    }
    expect(source.counts.memory).toBe(50);
    const file = join(folder, 'busy.backup');
    writeFileSync(file, text);
    await restoreStore(await openReferenceBackend(), OPERATOR, file, { now });
    await reader.close();
    await writer.backend.close();
  });
});
