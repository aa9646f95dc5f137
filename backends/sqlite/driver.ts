import type BetterSqlite3 from 'better-sqlite3';
import { driverMissing } from './errors.js';

export type Driver = typeof BetterSqlite3;
export type DriverDatabase = BetterSqlite3.Database;
export type DriverStatement = BetterSqlite3.Statement<unknown[], unknown>;

/** Loads the native driver only when a SQLite store is opened, so that other backends do not pay for it. */
export async function loadDriver(): Promise<Driver> {
  try {
    const loaded = await import('better-sqlite3');
    return loaded.default;
  } catch (cause) {
    throw driverMissing(cause);
  }
}
