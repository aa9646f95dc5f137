import { randomBytes } from 'node:crypto';
import type { MigrationRecord } from '../../../src/contracts/tenant-migration.js';
import type { Connection } from '../connection.js';
import { hasTable } from './migration-schemas.js';

/** A tenant that a migration makes, and the name of its file. */
export interface PlannedTenant {
  readonly tenant_id: string;
  readonly key: string;
}

const KEY_BYTES = 16;

/** Tables of a migration in the file at the configured path, beside those of its schema. */
export const MIGRATION_TABLES = ['tenant_migration', 'migration_journal'] as const;

const SQL = `
CREATE TABLE tenant_migration (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE migration_journal (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  tenant_id TEXT,
  former TEXT NOT NULL,
  PRIMARY KEY (kind, id, version)
) STRICT, WITHOUT ROWID;
`;

/** Makes the tables and keeps what is being done, each tenant with a key that says nothing of it. */
export function putRecord(connection: Connection, record: Omit<MigrationRecord, 'returning_since'>): void {
  connection.execute(SQL);
  const { id, started_at, plan, tenant_ids, format } = record;
  const tenants: PlannedTenant[] = tenant_ids.map((tenant_id) => ({
    tenant_id,
    key: `t${randomBytes(KEY_BYTES).toString('hex')}`,
  }));
  const facts = { id, started_at, plan, format, tenants: JSON.stringify(tenants) };
  for (const [key, value] of Object.entries(facts)) putFact(connection, key, value);
}

export function putFact(connection: Connection, key: string, value: string): void {
  connection.run(
    `INSERT INTO tenant_migration (key, value) VALUES (:key, :value)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    { key, value },
  );
}

export function findFact(connection: Connection, key: string): string | undefined {
  return facts(connection)[key];
}

export function forgetFact(connection: Connection, key: string): void {
  connection.run('DELETE FROM tenant_migration WHERE key = :key', { key });
}

/** null where no migration was begun. */
export function findRecord(connection: Connection): MigrationRecord | null {
  if (!hasTable(connection, 'tenant_migration')) return null;
  const { id = '', started_at = '', plan = '', format = '', returning_since = null } = facts(connection);
  const tenant_ids = plannedTenants(connection).map(({ tenant_id }) => tenant_id);
  return { id, started_at, plan, tenant_ids, format, returning_since };
}

/** The tenants of the migration, in the order of the record. */
export function plannedTenants(connection: Connection): PlannedTenant[] {
  return JSON.parse(facts(connection).tenants ?? '[]') as PlannedTenant[];
}

function facts(connection: Connection): Partial<Record<string, string>> {
  const rows = connection.all<{ key: string; value: string }>('SELECT key, value FROM tenant_migration');
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

const UNTIDY = 'untidy';

/** Notes that the file holds what is not needed any more, and which tenants' files are to go. */
export function noteUntidy(connection: Connection, keys: readonly string[]): void {
  const all = [...new Set([...(untidyKeys(connection) ?? []), ...keys])];
  connection.run(
    `INSERT INTO store (key, value) VALUES (:key, :value)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    { key: UNTIDY, value: JSON.stringify(all) },
  );
}

/** Keys of the tenants whose files are to go; null where nothing is to be tidied. */
export function untidyKeys(connection: Connection): string[] | null {
  const row = connection.get<{ value: string }>('SELECT value FROM store WHERE key = :key', { key: UNTIDY });
  return row === undefined ? null : (JSON.parse(row.value) as string[]);
}

export function noteTidy(connection: Connection): void {
  connection.run('DELETE FROM store WHERE key = :key', { key: UNTIDY });
}
