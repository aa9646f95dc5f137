import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Rows and a checksum of every table, by `file/table`. */
export type StoreDump = Readonly<Record<string, string>>;

/** What every table of every database file in a folder holds; tables that `leaveOut` fits are not looked at. */
export function dumpStore(folder: string, leaveOut: RegExp): StoreDump {
  const dump: Record<string, string> = {};
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.db'),
  );
  for (const file of files.sort()) {
    const database = new Database(path.join(folder, file), { readonly: true });
    database.defaultSafeIntegers(true);
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
      )
      .pluck()
      .all() as string[];
    for (const table of tables) {
      if (!leaveOut.test(table)) dump[`${file}/${table}`] = checksum(database, table);
    }
    database.close();
  }
  return dump;
}

/** Names of the tables that differ. */
export function changedTables(before: StoreDump, after: StoreDump): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}

function checksum(database: Database.Database, table: string): string {
  const rows = database
    .prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`)
    .raw()
    .all()
    .map((row) => (row as unknown[]).map(cell).join('|'))
    .sort();
  return `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex')}`;
}

function cell(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : `${typeof value}:${String(value)}`;
}
