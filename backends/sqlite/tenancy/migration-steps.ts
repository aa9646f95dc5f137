import type { MigrationRecord } from '../../../src/contracts/tenant-migration.js';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import type { Connection } from '../connection.js';
import { writing } from '../writing.js';
import { countEntries } from './migration-journal.js';
import {
  findFact,
  findRecord,
  forgetFact,
  MIGRATION_TABLES,
  noteUntidy,
  plannedTenants,
  putFact,
  putRecord,
} from './migration-rows.js';
import { dropTables, makeTables, noteSteps, tablesOf, turning, WAY } from './migration-schemas.js';
import { listTenants } from './tenant-rows.js';

// The steps of a migration and of its undoing, each one commit in the file at the configured path.

/** Tables that a file has in every mode. */
const LASTING = ['store', 'migrations'] as const;

export function begin(connection: Connection, record: Omit<MigrationRecord, 'returning_since'>): void {
  turning(connection, WAY.migrating, () => putRecord(connection, record));
}

/** @param at noted as when the file got its schema. */
export function finish(connection: Connection, at: string): void {
  turning(connection, WAY.control, () => {
    requireWholeJournal(connection);
    const created_at = findRecord(connection)?.started_at ?? at;
    dropTables(connection, new Set([...LASTING, ...MIGRATION_TABLES]));
    makeTables(connection, WAY.control.migrations);
    noteSteps(connection, WAY.control.migrations, at);
    for (const tenant of plannedTenants(connection))
      connection.run(
        `INSERT INTO tenants (tenant_id, key, status, created_at, has_file)
         VALUES (:tenant_id, :key, 'active', :created_at, 1)`,
        { ...tenant, created_at },
      );
    noteUntidy(connection, []);
  });
}

export function cancel(connection: Connection): void {
  turning(connection, WAY.single, () => {
    const keys = plannedTenants(connection).map(({ key }) => key);
    for (const table of MIGRATION_TABLES) connection.execute(`DROP TABLE ${table}`);
    noteUntidy(connection, keys);
  });
}

export function beginReturn(connection: Connection, at: string): void {
  if (connection.expectedSchema.mode === WAY.returning.mode) return;
  turning(connection, WAY.returning, () => putFact(connection, 'returning_since', at));
}

/** What was made by a program of another schema, or for other batches, is no beginning for this one. */
export function prepareReturn(connection: Connection, format: string): void {
  const made = `${WAY.single.migrations.length} ${format}`;
  writing(connection, () => {
    if (findFact(connection, WHOLE) === made) return;
    dropWhole(connection);
    makeTables(connection, WAY.single.migrations);
    putFact(connection, WHOLE, made);
  });
}

const WHOLE = 'whole';

/** Drops the store without tenants that was made beside the registry. */
function dropWhole(connection: Connection): void {
  dropTables(connection, new Set([...LASTING, ...MIGRATION_TABLES, ...tablesOf(WAY.control.migrations)]));
}

export function finishReturn(connection: Connection, at: string): void {
  turning(connection, WAY.single, () => {
    const keys = listTenants(connection).map(({ key }) => key);
    dropTables(connection, new Set([...LASTING, ...tablesOf(WAY.single.migrations)]));
    // They are of making the store again, and of nothing that anybody would repeat.
    connection.execute('DELETE FROM applied_change_sets');
    noteSteps(connection, WAY.single.migrations, at);
    noteUntidy(connection, keys);
  });
}

export function cancelReturn(connection: Connection): void {
  turning(connection, WAY.control, () => {
    dropWhole(connection);
    for (const fact of [WHOLE, 'returning_since']) forgetFact(connection, fact);
  });
}

/** What is dropped next must be in the parts or in the journal: every record has its entry. */
function requireWholeJournal(connection: Connection): void {
  const rows = (table: string): number =>
    connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${table}`)?.total ?? 0;
  const relationships =
    countEntries(connection, 'relationship') + countEntries(connection, 'aside_relationship');
  if (rows('memories') === countEntries(connection, 'memory') && rows('relationships') === relationships)
    return;
  throw new MemoryGraphError('conflict', 'The journal of the migration is not whole; nothing was changed.');
}
