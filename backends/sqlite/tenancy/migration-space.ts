import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MigrationSpace } from '../../../src/contracts/tenant-migration.js';
import type { Connection } from '../connection.js';
import type { PlannedTenant } from './migration-rows.js';
import { tenantPath } from './tenant-files.js';

/** Beside what is copied: logs, and files as small as they are. */
const SLACK_BYTES = 32 * 1024 * 1024;
/** The tenants' files, and a compressed backup; measured, and rounded up. */
const THERE = 1.7;
/** The store made again. */
const BACK = 1.3;

/** Room for giving tenants to a store. */
export function spaceThere(connection: Connection): MigrationSpace {
  return { free_bytes: freeBytes(connection.path), needed_bytes: around(liveBytes(connection) * THERE) };
}

/** Room for making one store of the tenants' again. */
export function spaceBack(connection: Connection, tenants: readonly PlannedTenant[]): MigrationSpace {
  const bytes = tenants
    .flatMap((tenant) => ['', '-wal'].map((end) => `${tenantPath(connection.path, tenant)}${end}`))
    .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
  return { free_bytes: freeBytes(connection.path), needed_bytes: around(bytes * BACK) };
}

function around(bytes: number): number {
  return Math.ceil(bytes) + SLACK_BYTES;
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}

function liveBytes(connection: Connection): number {
  const pragma = (name: string): number =>
    Number(Object.values(connection.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}
