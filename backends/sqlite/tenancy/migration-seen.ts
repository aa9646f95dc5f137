import type { SeenIds } from '../../../src/contracts/tenant-migration.js';
import type { Connection } from '../connection.js';

/** In a temporary table of a connection of its own, which is closed with it; on disk where it is large. */
export function seenIds(reader: Connection): SeenIds {
  reader.execute(`
    PRAGMA temp_store = FILE;
    CREATE TEMP TABLE seen (id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL) WITHOUT ROWID;
  `);
  return {
    async note(tenant_id, ids) {
      const bound = { tenant_id, ids: JSON.stringify(ids) };
      const others = reader.all<{ id: string; tenant_id: string }>(
        `SELECT id, tenant_id FROM seen
         WHERE id IN (SELECT value FROM json_each(:ids)) AND tenant_id <> :tenant_id`,
        bound,
      );
      reader.run(
        'INSERT OR IGNORE INTO seen (id, tenant_id) SELECT value, :tenant_id FROM json_each(:ids)',
        bound,
      );
      return others;
    },
    close: () => reader.close(),
  };
}
