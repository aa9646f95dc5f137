import type { ErrorCode } from '../../src/errors/codes.js';
import { type ErrorDetails, MemoryGraphError } from '../../src/errors/memory-graph-error.js';
import type { StoreMode } from './schema-number.js';

function fault(code: ErrorCode, path: string, message: string, details?: ErrorDetails): MemoryGraphError {
  return new MemoryGraphError(code, message, {
    ...(details === undefined ? {} : { details }),
    operatorMessage: `${path}: ${message}`,
  });
}

export function missing(path: string): MemoryGraphError {
  return fault('storage_missing', path, 'There is no database file at the configured path. Check the path.');
}

export function folderMissing(path: string): MemoryGraphError {
  return fault(
    'storage_missing',
    path,
    'The folder of the database file is not there and could not be made. Make it, or choose another path.',
  );
}

export function notAFile(path: string): MemoryGraphError {
  return fault(
    'storage_not_a_database',
    path,
    'The configured path is a folder or a device, not a database file. Choose the path of a file.',
  );
}

export function notADatabase(path: string): MemoryGraphError {
  return fault(
    'storage_not_a_database',
    path,
    'The configured file is not a memorygraph database and was left as it is. Choose another path.',
  );
}

export function foreignDatabase(path: string): MemoryGraphError {
  return fault(
    'storage_not_a_database',
    path,
    'The configured file is the database of another program and was left as it is. Choose another path.',
  );
}

export function unreadable(path: string): MemoryGraphError {
  return fault(
    'storage_unreadable',
    path,
    'The database file may not be read. Check the permissions of the file and its folder.',
  );
}

export function readOnly(path: string): MemoryGraphError {
  return fault(
    'storage_read_only',
    path,
    'The database file or its folder may not be written. Check their permissions, or open the store read-only.',
  );
}

export function mustBeUpgraded(path: string): MemoryGraphError {
  return fault(
    'storage_read_only',
    path,
    'The store is of an older version and must be opened once with the right to write, so that it is upgraded.',
  );
}

export function newer(path: string, found: number, known: number): MemoryGraphError {
  return fault(
    'storage_newer',
    path,
    `A newer memorygraph wrote this store (its version is ${found}, this program knows ${known}). Update memorygraph and restart it.`,
    { found, known },
  );
}

export function replaced(path: string): MemoryGraphError {
  return fault(
    'storage_replaced',
    path,
    'The database file was deleted or replaced while it was open; nothing was written. Restart the server.',
  );
}

export function changedMigration(path: string, number: number): MemoryGraphError {
  return fault(
    'storage_corrupt',
    path,
    `The store was upgraded by a program that differs from this one (step ${number}); it was left as it is. Restore a backup, or use the program that wrote it.`,
    { migration: number },
  );
}

const HAS_TENANTS =
  'This store has tenants. Set MEMORY_MULTI_TENANT_MODE=true, or undo the migration with "memorygraph migrate-to-multitenant --rollback".';

/** What is said of a file that is not what it should be, by what it is. */
const FOUND: Readonly<Record<StoreMode, string>> = {
  single:
    'This store has no tenants. Give it some with "memorygraph migrate-to-multitenant --tenant-id ID", choose the path of a new store, or leave MEMORY_MULTI_TENANT_MODE out.',
  migrating:
    'The migration of this store to tenants was begun and is not finished. Run "memorygraph migrate-to-multitenant" again to finish it, or with --rollback to undo it.',
  control: HAS_TENANTS,
  tenant:
    'This file is the part of one tenant. Choose the path of the whole store, and set MEMORY_MULTI_TENANT_MODE=true.',
  returning:
    'The migration of this store is being undone and that is not finished. Run "memorygraph migrate-to-multitenant --rollback" again to finish it.',
  returning_tenant:
    'The migration of this store is being undone and that is not finished. Run "memorygraph migrate-to-multitenant --rollback" again to finish it.',
};

/** A store that was opened as what it is not. */
export function wrongMode(path: string, found: StoreMode | null, wanted: StoreMode): MemoryGraphError {
  if (found === null) return newer(path, 0, 0);
  return fault('wrong_mode', path, FOUND[found], { found, wanted });
}

/** A store that became something else while it was open here. */
export function migratedSince(path: string, found: StoreMode | null): MemoryGraphError {
  const now = found === null ? 'changed' : 'migrated';
  return fault(
    'wrong_mode',
    path,
    `The store was ${now} by another process since this one opened it; nothing was written. Restart this server${found === 'control' ? ' with MEMORY_MULTI_TENANT_MODE=true' : ''}.`,
    { found: found ?? 'unknown' },
  );
}
