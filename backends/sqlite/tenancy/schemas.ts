import { readersOf } from '../hidden-memories.js';
import { MIGRATIONS } from '../migrations/list.js';
import type { Migration } from '../migrations/migration.js';
import type { StoreSchema } from '../open.js';
import { AUDIT_SCHEMA } from './audit-schema.js';

// What only a store with tenants has. Steps of tenancy are numbered from 1001, so that they and the steps that every
// store has can both go on.

/**
 * Use by user, grants, the audit chain with how far each spool was taken into it, and the indexes that only questions
 * of tenancy need. The tenant alone leads no index of its own: every key and index of the file begins with it already.
 * Nor does the version: it is compared on the one row that the key (tenant, id) leads to.
 */
const tenancy: Migration = {
  number: 1001,
  name: 'tenancy',
  oldest_reader: 1,
  sql: `
CREATE TABLE memory_use_by_user (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  id TEXT NOT NULL,
  usage_count INTEGER NOT NULL,
  last_accessed TEXT,
  PRIMARY KEY (tenant_id, id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE project_grants (
  tenant_id TEXT NOT NULL,
  team_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, team_id, project_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_spools (
  tenant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  taken INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX memories_by_created_by ON memories (tenant_id, created_by);
CREATE INDEX memories_by_team ON memories (tenant_id, team_id) WHERE team_id IS NOT NULL;
CREATE INDEX memories_by_readers ON memories (tenant_id, ${readersOf('')}, created_by);
${AUDIT_SCHEMA}
`,
};

/** The part of one tenant: the schema of every store, and tenancy. */
export const TENANT_SCHEMA: StoreSchema = { mode: 'tenant', migrations: [...MIGRATIONS, tenancy] };

const registry: Migration = {
  number: 1001,
  name: 'registry',
  oldest_reader: 1,
  sql: `
CREATE TABLE IF NOT EXISTS store (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tenants (
  tenant_id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
  created_at TEXT NOT NULL,
  has_file INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
${AUDIT_SCHEMA}
`,
};

/** The registry of tenants, at the configured path. */
export const CONTROL_SCHEMA: StoreSchema = { mode: 'control', migrations: [registry] };
