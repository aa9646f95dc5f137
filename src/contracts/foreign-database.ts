/** A SQLite file of another program, opened for reading alone. */
export interface ForeignDatabase {
  /** Columns by table; tables that cannot be read are left out. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  /** Every row of a table, `columns` of it, in the order of `order_by`; read as they are asked for. */
  rows(
    table: string,
    columns: readonly string[],
    order_by: string,
  ): Iterable<Readonly<Record<string, unknown>>>;
  close(): void;
}

/** Throws `not_found`, `invalid_file` where the file is no SQLite database or is damaged, `busy`. */
export type OpenForeignDatabase = (path: string) => Promise<ForeignDatabase>;
