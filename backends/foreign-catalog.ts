import type { OpenForeignDatabase } from '../src/contracts/foreign-database.js';

/** Reads a SQLite file of another program, for an import. Apart from the stores: no start of a server needs it. */
export const openForeignDatabase: OpenForeignDatabase = async (path) => {
  const { openForeignDatabase: open } = await import('./sqlite/foreign-database.js');
  return open(path);
};
