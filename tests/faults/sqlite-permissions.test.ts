import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../backends/sqlite/index.js';
import { bundleChild } from '../support/bundle-child.js';
import { memory, store, temporaryFolder } from '../unit/sqlite/fixtures.js';
import { startChild } from './sqlite-children.js';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let child: Awaited<ReturnType<typeof bundleChild>>;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  child = await bundleChild('tests/faults/sqlite-opener.ts');
  folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
});
afterAll(() => {
  child.remove();
  folder.remove();
});

/** A folder of the other user with a store in it, and then these rights. */
async function storeWith(name: string, rights: { folder: number; file?: number }): Promise<string> {
  const inside = join(folder.path, name);
  const path = join(inside, 'store.db');
  mkdirSync(inside);
  if (rights.file !== undefined) {
    const backend = await openSqliteBackend({ path });
    await store(backend, memory());
    await backend.close();
    chownSync(path, NOBODY, NOBODY);
    chmodSync(path, rights.file);
  }
  chownSync(inside, NOBODY, NOBODY);
  chmodSync(inside, rights.folder);
  return path;
}

async function opened(path: string, ...more: string[]): Promise<string | undefined> {
  const opener = startChild(child.file, [path, ...more], { uid: NOBODY });
  await opener.ended;
  return opener.lines[0];
}

describe.skipIf(!isRoot)('opening without rights (needs root, to become another user)', () => {
  it.each([
    ['a sound store', { folder: 0o700, file: 0o600 }, 'ok'],
    ['an unreadable file', { folder: 0o700, file: 0o000 }, 'storage_unreadable'],
    ['a file that may only be read', { folder: 0o700, file: 0o400 }, 'storage_read_only'],
    ['a folder that may only be read', { folder: 0o500, file: 0o600 }, 'storage_read_only'],
    ['a closed folder', { folder: 0o000, file: 0o600 }, 'storage_unreadable'],
    ['no store in a folder that may only be read', { folder: 0o500 }, 'storage_read_only'],
    ['no store in a closed folder', { folder: 0o000 }, 'storage_unreadable'],
  ])('%s: %o gives %s', async (name, rights, expected) => {
    expect(await opened(await storeWith(name, rights))).toBe(expected);
  });

  it('reads a file that may only be read, where that was asked for', async () => {
    expect(await opened(await storeWith('read', { folder: 0o700, file: 0o400 }), 'read_only')).toBe('ok');
  });

  it('says so where even reading needs a folder that may be written', async () => {
    const path = await storeWith('archive', { folder: 0o500, file: 0o400 });
    expect(await opened(path, 'read_only')).toBe('storage_read_only');
  });
});
