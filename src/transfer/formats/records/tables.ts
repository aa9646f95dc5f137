import type { ForeignDatabase } from '../../../contracts/foreign-database.js';
import { invalidFile } from '../../files/file-faults.js';

type Tables = ForeignDatabase['tables'];
/** Columns that a format cannot do without, by table. */
export type NeededTables = Readonly<Record<string, readonly string[]>>;

/** True where the tables are there with these columns. */
export function hasTables(tables: Tables | undefined, needed: NeededTables): boolean {
  return Object.entries(needed).every(([table, columns]) => {
    const found = tables?.get(table) ?? [];
    return columns.every((column) => found.includes(column));
  });
}

/** Throws `invalid_file` where a file that was named to be of a format has other tables. */
export function needTables(path: string, database: ForeignDatabase, needed: NeededTables): void {
  if (hasTables(database.tables, needed)) return;
  const names = Object.keys(needed).join(' and ');
  throw invalidFile(path, `This database has no tables ${names} as the format needs them.`);
}

/** Those of the columns that a table has: older versions of a program lack some. */
export function presentColumns(
  { tables }: ForeignDatabase,
  table: string,
  columns: readonly string[],
): string[] {
  const found = tables.get(table) ?? [];
  return columns.filter((column) => found.includes(column));
}
