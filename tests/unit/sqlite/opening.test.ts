import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteBackend } from '../../../backends/sqlite/index.js';
import { MIGRATIONS } from '../../../backends/sqlite/migrations/list.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { codeOf, memory, NOW, SCOPE, store, temporaryFolder, temporaryStore } from './fixtures.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'store.db');
});
afterEach(() => folder.remove());

/** The error of opening, after checking that what a client reads names no file. */
async function refusal(settings: Partial<Parameters<typeof openSqliteBackend>[0]> = {}) {
  try {
    await (await openSqliteBackend({ path, ...settings })).close();
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError)) throw thrown;
    expect(thrown.message).not.toContain(folder.path);
    expect(thrown.operatorMessage).toContain(folder.path);
    return thrown;
  }
  throw new Error('opened, and should have been refused');
}

describe('opening a new store', () => {
  it('makes folder and file for their owner alone', async () => {
    path = join(folder.path, 'a', 'b', 'store.db');
    const backend = await openSqliteBackend({ path });
    await store(backend, memory());
    expect(statSync(join(folder.path, 'a', 'b')).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    await backend.close();
  });

  it('takes an empty file for a new store', async () => {
    writeFileSync(path, '');
    await (await openSqliteBackend({ path })).close();
    expect(statSync(path).size).toBeGreaterThan(0);
  });

  it('has one secret for all its life', async () => {
    const first = await openSqliteBackend({ path });
    const secret = await first.secret(SCOPE);
    await first.close();
    const second = await openSqliteBackend({ path });
    expect(secret).toHaveLength(32);
    expect(await second.secret(SCOPE)).toEqual(secret);
    await second.close();
  });
});

describe('opening refuses', () => {
  it('a file that is not there, where none may be made', async () => {
    expect((await refusal({ create: false })).code).toBe('storage_missing');
    expect((await refusal({ read_only: true })).code).toBe('storage_missing');
    expect(existsSync(path)).toBe(false);
  });

  it('a folder in place of the file', async () => {
    mkdirSync(path);
    expect((await refusal()).code).toBe('storage_not_a_database');
  });

  it('a file in place of its folder', async () => {
    writeFileSync(path, 'x');
    path = join(path, 'store.db');
    expect((await refusal()).code).toBe('storage_missing');
  });

  it.each([
    ['text', 'just some notes'],
    ['long text', 'x'.repeat(10_000)],
    ['a cut header', 'SQLite format 3\0'],
  ])('%s, and leaves it as it is', async (_name, content) => {
    writeFileSync(path, content);
    expect((await refusal()).code).toBe('storage_not_a_database');
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(folder.path)).toEqual(['store.db']);
  });

  it.each(['DELETE', 'WAL'])(
    'the database of another program (%s journal), byte for byte as it was',
    async (mode) => {
      const other = new Database(path);
      other.pragma(`journal_mode = ${mode}`);
      other.exec('CREATE TABLE nodes (id TEXT, label TEXT); INSERT INTO nodes VALUES (1, 2)');
      const before = readFileSync(path);
      const files = readdirSync(folder.path);
      const refused = await refusal();
      expect(refused.code).toBe('storage_not_a_database');
      expect(refused.message).toContain('another program');
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(folder.path)).toEqual(files);
      expect(other.prepare('SELECT count(*) FROM nodes').pluck().get()).toBe(1);
      other.close();
      const closed = readFileSync(path);
      expect((await refusal()).code).toBe('storage_not_a_database');
      expect(readFileSync(path).equals(closed)).toBe(true);
      expect(readdirSync(folder.path)).toEqual(['store.db']);
    },
  );

  it('a store whose first page is damaged', async () => {
    await (await openSqliteBackend({ path })).close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(path, bytes);
    expect((await refusal()).code).toBe('storage_corrupt');
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('a store of a newer program, with both numbers', async () => {
    await (await openSqliteBackend({ path })).close();
    const raw = new Database(path);
    raw.pragma('user_version = 99');
    raw.close();
    const refused = await refusal();
    expect(refused.code).toBe('storage_newer');
    expect(refused.details).toEqual({ found: 99, known: MIGRATIONS.length });
  });

  it('a store that names a newer program as its oldest reader', async () => {
    await (await openSqliteBackend({ path })).close();
    const raw = new Database(path);
    raw.exec("UPDATE store SET value = '2' WHERE key = 'oldest_reader'");
    raw.close();
    expect((await refusal()).code).toBe('storage_newer');
  });

  it('a store that was made by other steps', async () => {
    await (await openSqliteBackend({ path })).close();
    const raw = new Database(path);
    raw.exec("UPDATE migrations SET checksum = 'x'");
    raw.close();
    expect((await refusal()).code).toBe('storage_corrupt');
  });

  it('to wait for ever for a lock', async () => {
    await (await openSqliteBackend({ path })).close();
    const raw = new Database(path);
    raw.pragma('locking_mode = EXCLUSIVE');
    raw.exec("BEGIN EXCLUSIVE; UPDATE store SET value = '1' WHERE key = 'oldest_reader'");
    const started = performance.now();
    expect((await refusal({ busy_timeout_ms: 300 })).code).toBe('busy');
    expect(performance.now() - started).toBeLessThan(2000);
    raw.close();
  });
});

describe('a store that is open', () => {
  it('refuses to write once a newer program has upgraded it', async () => {
    const opened = await temporaryStore();
    await store(opened.backend, memory());
    const raw = new Database(opened.path);
    raw.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    raw.close();
    expect(await codeOf(store(opened.backend, memory()))).toBe('storage_newer');
    expect(await opened.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(1);
    await opened.remove();
  });

  it.each(['deleted', 'replaced'])('refuses to write once its file was %s', async (fate) => {
    const backend = await openSqliteBackend({ path });
    await store(backend, memory());
    folder.remove();
    if (fate === 'replaced') {
      mkdirSync(folder.path);
      await (await openSqliteBackend({ path })).close();
    }
    expect(await codeOf(store(backend, memory()))).toBe('storage_replaced');
    await backend.close();
  });

  it('answers busy while another process holds the lock for writing, and goes on after', async () => {
    const opened = await temporaryStore({ busy_timeout_ms: 200 });
    const raw = new Database(opened.path);
    raw.exec('BEGIN IMMEDIATE');
    expect(await codeOf(store(opened.backend, memory()))).toBe('busy');
    expect(await opened.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(0);
    raw.exec('COMMIT');
    raw.close();
    await store(opened.backend, memory());
    expect(await opened.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(1);
    await opened.remove();
  });

  it('may be open twice in one process', async () => {
    const first = await temporaryStore();
    const second = await openSqliteBackend({ path: first.path });
    await store(first.backend, memory());
    await store(second, memory());
    await second.close();
    await store(first.backend, memory());
    expect(await first.backend.countMemories(SCOPE, { valid_at: NOW })).toBe(3);
    expect((await first.backend.verify(SCOPE)).faults).toEqual([]);
    await first.remove();
  });

  it('opened for reading alone reads, verifies, streams and refuses to write', async () => {
    const writer = await openSqliteBackend({ path });
    const kept = memory();
    await store(writer, kept);
    await writer.close();
    chmodSync(path, 0o400);
    const reader = await openSqliteBackend({ path, read_only: true });
    expect(await reader.findMemories(SCOPE, [kept.id])).toEqual([kept]);
    expect((await reader.verify(SCOPE)).faults).toEqual([]);
    expect(await codeOf(store(reader, memory()))).toBe('storage_read_only');
    expect(await codeOf(reader.addUse(SCOPE, [{ id: kept.id, times: 1, at: NOW }]))).toBe(
      'storage_read_only',
    );
    await reader.close();
  });
});
