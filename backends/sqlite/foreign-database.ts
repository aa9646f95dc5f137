import type { ForeignDatabase, OpenForeignDatabase } from '../../src/contracts/foreign-database.js';
import { MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import { type DriverDatabase, loadDriver } from './driver.js';
import { isBusy, translate } from './errors.js';
import { type ForeignFile, settledFile } from './foreign-file.js';

const BUSY_TIMEOUT_MS = 2_000;

/**
 * Opens a SQLite file of another program for reading alone. The file and what lies beside it stay as they are: a
 * database with a log of its own is copied to a private temporary folder first. Only plain tables are read, and
 * nothing that its schema defines (views, triggers, functions, virtual tables) is run.
 */
export const openForeignDatabase: OpenForeignDatabase = async (path) => {
  const Driver = await loadDriver();
  const file = settledFile(path);
  try {
    const database = new Driver(file.path, {
      readonly: !file.copied,
      fileMustExist: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    try {
      return read(database, file, path);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (thrown) {
    file.remove();
    throw fault(thrown, path);
  }
};

function read(database: DriverDatabase, file: ForeignFile, path: string): ForeignDatabase {
  for (const setting of ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0'])
    database.pragma(setting);
  // A log or journal that came with a copy is worked in by this first read.
  const tables = plainTables(database);
  database.pragma('query_only = ON');
  return {
    tables,
    *rows(table, columns, order_by) {
      const known = tables.get(table) ?? [];
      const unknown = [...columns, order_by].find((column) => !known.includes(column));
      if (unknown !== undefined)
        throw new MemoryGraphError('internal', `There is no column ${unknown} in ${table}.`);
      const list = columns.map(quoted).join(', ');
      try {
        const statement = database.prepare(
          `SELECT ${list} FROM ${quoted(table)} ORDER BY ${quoted(order_by)}, rowid`,
        );
        yield* statement.iterate() as IterableIterator<Record<string, unknown>>;
      } catch (thrown) {
        throw fault(thrown, path);
      }
    },
    close() {
      database.close();
      file.remove();
    },
  };
}

function plainTables(database: DriverDatabase): Map<string, readonly string[]> {
  const names = database
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all() as string[];
  const tables = new Map<string, readonly string[]>();
  for (const name of names) {
    // Generated columns run what the schema says; `table_info` leaves them out.
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(name) as string[];
    tables.set(name, columns);
  }
  return tables;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function fault(thrown: unknown, path: string): MemoryGraphError {
  if (thrown instanceof MemoryGraphError) return thrown;
  const known = translate(thrown, path);
  if (known.code === 'driver_missing') return known;
  if (isBusy(thrown))
    return new MemoryGraphError(
      'busy',
      'Another program is writing to the file. Close that program, then import again.',
      {
        cause: thrown,
        operatorMessage: `${path}: another program is writing to it; close it, then import again.`,
      },
    );
  const message = 'This SQLite file cannot be read: it is damaged, cut off, or encrypted.';
  return new MemoryGraphError('invalid_file', message, {
    cause: thrown,
    operatorMessage: `${path}: ${message}`,
  });
}
