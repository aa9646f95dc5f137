import type { JournalEntry, JournalKind, MigrationJournal } from '../../../src/contracts/tenant-migration.js';
import type { Run } from '../backend.js';
import type { Connection } from '../connection.js';
import { writing } from '../writing.js';

const PAGE = 500;
const COLUMNS = 'kind, id, version, tenant_id, former';

interface JournalRow extends Omit<JournalEntry, 'former'> {
  readonly former: string;
}

/** The journal in the file at the configured path. */
export function migrationJournal(run: Run): MigrationJournal {
  return {
    put: (entries) => run((c) => writing(c, () => putEntries(c, entries))),
    find: (kind, ids) =>
      run((c) =>
        c
          .all<JournalRow>(
            `SELECT ${COLUMNS} FROM migration_journal
             WHERE kind = :kind AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id, version`,
            { kind, ids: JSON.stringify(ids) },
          )
          .map(entryOf),
      ),
    async *stream(kind) {
      let after: Pick<JournalEntry, 'id' | 'version'> = { id: '', version: -1 };
      for (;;) {
        const page = await run((c) => entriesAfter(c, kind, after));
        yield* page;
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE) return;
        after = { id: last.id, version: last.version };
      }
    },
    count: (kind) => run((c) => countEntries(c, kind)),
  };
}

export function countEntries(connection: Connection, kind: JournalKind): number {
  const row = connection.get<{ total: number }>(
    'SELECT count(*) AS total FROM migration_journal WHERE kind = :kind',
    { kind },
  );
  return row?.total ?? 0;
}

function putEntries(connection: Connection, entries: readonly JournalEntry[]): void {
  for (const entry of entries)
    connection.run(
      `INSERT OR REPLACE INTO migration_journal (${COLUMNS}) VALUES (:kind, :id, :version, :tenant_id, :former)`,
      { ...entry, former: JSON.stringify(entry.former) },
    );
}

function entriesAfter(
  connection: Connection,
  kind: JournalKind,
  after: Pick<JournalEntry, 'id' | 'version'>,
): JournalEntry[] {
  return connection
    .all<JournalRow>(
      `SELECT ${COLUMNS} FROM migration_journal
       WHERE kind = :kind AND (id, version) > (:id, :version) ORDER BY id, version LIMIT ${PAGE}`,
      { kind, ...after },
    )
    .map(entryOf);
}

function entryOf({ former, ...entry }: JournalRow): JournalEntry {
  return { ...entry, former: JSON.parse(former) as JournalEntry['former'] };
}
