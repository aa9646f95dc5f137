import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openForeignDatabase } from '../../../backends/sqlite/foreign-database.js';
import { ROOT } from '../../support/paths.js';
import { testFolder } from '../../support/test-folder.js';

const IMPORTS = join(ROOT, 'tests', 'fixtures', 'imports');
const PYTHON = join(IMPORTS, 'memorygraph-python-sqlite', 'memory-0.12.4.db');
const VECTORS = join(IMPORTS, 'mcp-memory-service-sqlite', 'sqlite_vec.db');
let files = 0;

/** A folder of its own, so that what lies beside a file shows. */
function placeFor(name: string): string {
  return join(testFolder(`foreign-${++files}`), name);
}

function everything(path: string): Record<string, string> {
  const folder = join(path, '..');
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const content = readFileSync(join(folder, name));
      return [
        name,
        `${createHash('sha256').update(content).digest('hex')} ${statSync(join(folder, name)).mtimeMs}`,
      ];
    }),
  );
}

function copies(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`memorygraph-import-${process.pid}-`));
}

async function read(path: string, table: string, columns: readonly string[], order_by: string) {
  const database = await openForeignDatabase(path);
  try {
    return { tables: database.tables, rows: [...database.rows(table, columns, order_by)] };
  } finally {
    database.close();
  }
}

describe('openForeignDatabase', () => {
  afterEach(() => {
    expect(copies()).toEqual([]);
  });

  it('reads rows in order and leaves the file as it is', async () => {
    const path = placeFor('memory.db');
    copyFileSync(PYTHON, path);
    const before = everything(path);
    const { tables, rows } = await read(path, 'nodes', ['id', 'label'], 'id');
    expect(tables.get('nodes')).toEqual(['id', 'label', 'properties', 'created_at', 'updated_at']);
    expect(rows).toHaveLength(31);
    expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted());
    expect(everything(path)).toEqual(before);
  });

  it('reads a database with a log of its own, in a copy that is gone afterwards', async () => {
    const path = placeFor('sqlite_vec.db');
    copyFileSync(VECTORS, path);
    const writer = new Database(path);
    writer.exec(`UPDATE metadata SET value = 'only in the log' WHERE key = 'schema_version'`);
    const before = everything(path);
    expect(Object.keys(before)).toContain('sqlite_vec.db-wal');
    const { rows } = await read(path, 'metadata', ['key', 'value'], 'key');
    expect(rows).toContainEqual({ key: 'schema_version', value: 'only in the log' });
    expect(everything(path)).toEqual(before);
    writer.close();
  });

  it('rolls a journal back in a copy, and leaves the original waiting', async () => {
    const [source, path] = [placeFor('source.db'), placeFor('memory.db')];
    copyFileSync(PYTHON, source);
    const writer = new Database(source);
    writer.pragma('cache_size = 2');
    writer.exec(`BEGIN; UPDATE nodes SET label = 'half done ' || hex(zeroblob(2000))`);
    for (const end of ['', '-journal']) copyFileSync(source + end, path + end);
    writer.close();
    const before = everything(path);
    const { rows } = await read(path, 'nodes', ['label'], 'id');
    expect(new Set(rows.map((row) => row.label))).toEqual(new Set(['Memory']));
    expect(everything(path)).toEqual(before);
  });

  it('shows plain tables alone: no views, virtual tables or computed columns', async () => {
    const path = placeFor('hostile.db');
    const maker = new Database(path);
    maker.exec(`CREATE VIRTUAL TABLE words USING fts5(text);
      CREATE VIEW nodes AS SELECT 1 AS id, 'x' AS label;
      CREATE TABLE "odd ""name" (id, computed GENERATED ALWAYS AS (id || 'x'));
      INSERT INTO "odd ""name" (id) VALUES ('a');`);
    maker.close();
    const { tables, rows } = await read(path, 'odd "name', ['id'], 'id');
    expect(rows).toEqual([{ id: 'a' }]);
    expect(tables.get('odd "name')).toEqual(['id']);
    expect(tables.has('nodes')).toBe(false);
    expect(tables.has('words')).toBe(false);
    await expect(read(path, 'odd "name', ['computed'], 'id')).rejects.toMatchObject({ code: 'internal' });
    await expect(read(path, 'nodes', ['id'], 'id')).rejects.toMatchObject({ code: 'internal' });
  });

  it('needs nothing of what a virtual table is made with', async () => {
    const { tables, rows } = await read(VECTORS, 'memories', ['content_hash'], 'content_hash');
    expect(rows).toHaveLength(17);
    expect(tables.has('memory_embeddings')).toBe(false);
    expect(tables.has('memory_content_fts')).toBe(false);
  });

  it.each([
    ['no database', 'nonsense'.repeat(1_000)],
    ['a database cut off', null],
    ['a header alone', 'SQLite format 3\0'],
  ])('refuses %s', async (_name, content) => {
    const path = placeFor('damaged.db');
    if (content === null) {
      copyFileSync(PYTHON, path);
      truncateSync(path, 9_000);
    } else writeFileSync(path, content);
    await expect(read(path, 'nodes', ['id', 'properties'], 'id')).rejects.toMatchObject({
      code: 'invalid_file',
    });
  });

  it('refuses pages that are damaged, with a sentence of our own', async () => {
    const path = placeFor('damaged.db');
    const content = readFileSync(PYTHON);
    for (let page = 1; page < content.length / 4096; page++)
      content.fill(0xab, page * 4096, page * 4096 + 64);
    writeFileSync(path, content);
    await expect(read(path, 'nodes', ['id', 'properties'], 'id')).rejects.toThrow(
      'This SQLite file cannot be read: it is damaged, cut off, or encrypted.',
    );
  });

  it('refuses a path that leads nowhere', async () => {
    await expect(openForeignDatabase(placeFor('nowhere.db'))).rejects.toMatchObject({ code: 'not_found' });
  });
});
