import { createHash } from 'node:crypto';

/** One step of the schema. Released steps never change; within a major version they only add. */
export interface Migration {
  /** From 1, without gaps. The highest applied one is the schema number of a store. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Oldest program that may read the store after this step. */
  readonly oldest_reader: number;
}

/** SHA-256 of the step, kept in the store: a step that differs from the applied one is refused. */
export function checksum(migration: Migration): string {
  return createHash('sha256')
    .update(`${migration.number}\n${migration.name}\n${migration.sql}`)
    .digest('hex');
}
