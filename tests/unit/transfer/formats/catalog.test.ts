import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openForeignDatabase } from '../../../../src/app/open-foreign-database.js';
import { IMPORT_FORMATS, openImport } from '../../../../src/transfer/formats/catalog.js';
import { checkImport } from '../../../../src/transfer/import/check-import.js';
import { testFolder } from '../../../support/test-folder.js';
import { fixture } from './import-shop.js';

const folder = testFolder('catalog');

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const open = (path: string, format?: string) => openImport(path, openForeignDatabase, format);

describe('openImport', () => {
  it('names what can be read where it is none of that', async () => {
    const failing = open(fileOf('other.bin', Buffer.from([1, 2, 3, 255])));
    await expect(failing).rejects.toMatchObject({ code: 'invalid_file' });
    for (const { name } of IMPORT_FORMATS) await expect(failing).rejects.toThrow(name);
  });

  it.each([
    ['an empty file', '', /empty/],
    ['JSON of something else', '{"name":"package","version":"1.0.0"}', /nothing that can be imported/],
    ['a backup', '{"format":"memorygraph-backup","version":1}\n', /memorygraph restore/],
    ['a zip archive', Buffer.from('PK\u0003\u0004rest', 'latin1'), /zip archive: unpack it first/],
    ['a gzip file cut off at once', Buffer.from([0x1f, 0x8b, 8]), /nothing that can be imported|empty/],
  ])('refuses %s', async (name, content, says) => {
    await expect(open(fileOf(name, content))).rejects.toThrow(says);
  });

  it('refuses a compressed database and a path that leads nowhere', async () => {
    const path = fileOf('x.db.gz', gzipSync(Buffer.from('SQLite format 3\0 and more')));
    await expect(open(path)).rejects.toThrow(/unpack it first/);
    await expect(open(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('knows formats by name, and says so where there is none of that name', async () => {
    const path = fixture('server-memory-jsonl', 'memory.jsonl');
    expect((await open(path, 'server-memory-jsonl')).format.name).toBe('server-memory-jsonl');
    await expect(open(path, 'nonsense')).rejects.toThrow(
      /There is no format "nonsense".*\n.*server-memory-jsonl/s,
    );
  });

  it('refuses a file read under the name of another format', async () => {
    const source = await open(fixture('server-memory-jsonl', 'memory.jsonl'), 'mem0-json');
    const lines = async () => {
      for await (const line of source.lines()) expect(line.kind).not.toBe('memory');
    };
    await expect(lines()).rejects.toMatchObject({ code: 'invalid_file' });
  });

  it('refuses an empty folder', async () => {
    const path = join(folder, 'empty');
    mkdirSync(path);
    await expect(open(path)).rejects.toMatchObject({ code: 'invalid_file' });
  });

  it('has a name of its own for each format', () => {
    expect(new Set(IMPORT_FORMATS.map(({ name }) => name)).size).toBe(IMPORT_FORMATS.length);
  });

  it('lets the reading of a database be called off from outside', async () => {
    const path = join(folder, 'many.db');
    copyFileSync(fixture('memorygraph-python-sqlite', 'memory-0.12.4.db'), path);
    const database = new Database(path);
    const node = database.prepare(`INSERT INTO nodes (id, label, properties) VALUES (?, 'Memory', ?)`);
    database.transaction(() => {
      for (let index = 0; index < 2_000; index++) node.run(`n${index}`, `{"content":"text ${index}"}`);
    })();
    database.close();
    const source = await open(path);
    const abort = new AbortController();
    setImmediate(() => abort.abort());
    await expect(checkImport(source, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.runIf(process.platform !== 'win32')(
    'refuses what is neither a file nor a folder (not on Windows)',
    async () => {
      await expect(open('/dev/null')).rejects.toThrow(/neither a file nor a folder/);
    },
  );
});
