import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../backends/sqlite/connection.js';
import { MIGRATIONS } from '../../../backends/sqlite/migrations/list.js';
import { migrate } from '../../../backends/sqlite/migrations/migrate.js';
import type { Migration } from '../../../backends/sqlite/migrations/migration.js';
import { NOW, temporaryFolder } from './fixtures.js';

const SECOND: Migration = {
  number: 2,
  name: 'second',
  oldest_reader: 1,
  sql: 'CREATE TABLE second (x TEXT) STRICT; INSERT INTO second VALUES (1);',
};
const FAILING: Migration = {
  number: 3,
  name: 'failing',
  oldest_reader: 1,
  sql: 'CREATE TABLE third (x TEXT); NONSENSE',
};
/** As the first version had them: what follows is made up. */
const FIRST = MIGRATIONS.slice(0, 1);
const WRITABLE = { read_only: false, now: NOW };

let folder: ReturnType<typeof temporaryFolder>;
let connection: Connection;
beforeEach(() => {
  folder = temporaryFolder();
  const path = `${folder.path}/store.db`;
  connection = new Connection(new Database(path), path);
});
afterEach(() => {
  connection.close();
  folder.remove();
});

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, at) => at + 1));
  });

  it('run once each, and are noted with their checksums', () => {
    expect(migrate(connection, FIRST, WRITABLE)).toEqual({ from: 0, to: 1 });
    expect(migrate(connection, FIRST, WRITABLE)).toEqual({ from: 1, to: 1 });
    expect(migrate(connection, [...FIRST, SECOND], WRITABLE)).toEqual({ from: 1, to: 2 });
    expect(connection.all('SELECT x FROM second')).toEqual([{ x: '1' }]);
    expect(connection.all('SELECT number, name, applied_at FROM migrations')).toEqual([
      { number: 1, name: 'first-schema', applied_at: NOW },
      { number: 2, name: 'second', applied_at: NOW },
    ]);
  });

  it('leave the store as it was where one fails', () => {
    migrate(connection, FIRST, WRITABLE);
    expect(() => migrate(connection, [...FIRST, SECOND, FAILING], WRITABLE)).toThrow();
    expect(connection.schemaNumber).toBe(1);
    expect(connection.all("SELECT name FROM sqlite_schema WHERE name IN ('second', 'third')")).toEqual([]);
  });

  it('refuse a step that was changed after it was applied', () => {
    migrate(connection, [...FIRST, SECOND], WRITABLE);
    const changed = { ...SECOND, sql: `${SECOND.sql} ` };
    expect(() => migrate(connection, [...FIRST, changed], WRITABLE)).toThrow(/differs from this one/);
  });

  it('refuse a newer store, and an older one that may only be read', () => {
    migrate(connection, [...FIRST, SECOND], WRITABLE);
    expect(() => migrate(connection, FIRST, WRITABLE)).toThrow(/newer memorygraph/);
    const longer = [...FIRST, SECOND, { ...SECOND, number: 3 }];
    expect(() => migrate(connection, longer, { ...WRITABLE, read_only: true })).toThrow(/right to write/);
  });
});
