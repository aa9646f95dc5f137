import { readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** A database file: its marks, its schema text by text, and what the store says of itself. */
export interface StoreFile {
  readonly application_id: unknown;
  readonly user_version: unknown;
  readonly journal_mode: unknown;
  readonly page_size: unknown;
  readonly encoding: unknown;
  readonly schema: readonly unknown[];
  readonly migrations: readonly unknown[];
  /** Keys and values, without the secret and the time of making. */
  readonly store: readonly unknown[];
}

/** Reads a file that nobody has open. */
export function readStoreFile(file: string): StoreFile {
  const database = new Database(file, { readonly: true });
  try {
    const mark = (name: string) => database.pragma(name, { simple: true });
    const rows = (sql: string) => database.prepare(sql).all();
    return {
      application_id: mark('application_id'),
      user_version: mark('user_version'),
      journal_mode: mark('journal_mode'),
      page_size: mark('page_size'),
      encoding: mark('encoding'),
      schema: rows('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'),
      migrations: rows('SELECT number, name, checksum FROM migrations ORDER BY number'),
      store: rows("SELECT key, value FROM store WHERE key NOT IN ('secret', 'created_at') ORDER BY key"),
    };
  } finally {
    database.close();
  }
}

/** Files of a folder that belong to a store, below it as well. */
export function storeFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name).includes('.db'))
    .sort();
}
