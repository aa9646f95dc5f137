import type { Migration } from './migration.js';

/** Other names of projects; and what search asks of a memory beside its words, at hand without its text. */
export const projectAliases: Migration = {
  number: 2,
  name: 'project-aliases',
  oldest_reader: 1,
  sql: `
CREATE TABLE project_aliases (
  tenant_id TEXT NOT NULL,
  alias TEXT NOT NULL,
  project_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, alias)
) STRICT, WITHOUT ROWID;
`,
};
