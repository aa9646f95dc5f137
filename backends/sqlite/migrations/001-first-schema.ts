import type { Migration } from './migration.js';

/**
 * Small columns come before long texts, so that a condition on them reads no overflow page.
 * `seq` is the order of storing and the row id of the full-text table.
 */
export const firstSchema: Migration = {
  number: 1,
  name: 'first-schema',
  oldest_reader: 1,
  sql: `
CREATE TABLE store (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE memories (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  importance REAL NOT NULL,
  confidence REAL NOT NULL,
  effectiveness REAL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  deleted_at TEXT,
  created_by TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  visibility TEXT,
  team_id TEXT,
  project_id TEXT,
  session_id TEXT,
  project_path TEXT,
  content_hash TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT,
  tags TEXT NOT NULL,
  context TEXT NOT NULL,
  source TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (tenant_id, id)
) STRICT;
CREATE INDEX memories_by_created_at ON memories (tenant_id, created_at, id);
CREATE INDEX memories_by_updated_at ON memories (tenant_id, updated_at, id);
CREATE INDEX memories_by_content_hash ON memories (tenant_id, content_hash);
CREATE INDEX memories_by_validity ON memories (tenant_id, valid_from, valid_until, deleted_at);
CREATE INDEX memories_by_valid_until ON memories (tenant_id, valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX memories_by_project_id ON memories (tenant_id, project_id, created_at, id)
  WHERE project_id IS NOT NULL;

CREATE TABLE memory_versions (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  superseded_at TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (tenant_id, id, version)
) STRICT;

CREATE TABLE memory_facets (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'language', 'framework')),
  value TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, kind, value, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory_use (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  usage_count INTEGER NOT NULL,
  last_accessed TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE relationships (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  from_memory_id TEXT NOT NULL,
  to_memory_id TEXT NOT NULL,
  type TEXT NOT NULL,
  canonical_type TEXT NOT NULL,
  canonical_from TEXT NOT NULL,
  canonical_to TEXT NOT NULL,
  strength REAL NOT NULL,
  confidence REAL NOT NULL,
  evidence_count INTEGER NOT NULL,
  success_rate REAL,
  validation_count INTEGER NOT NULL,
  counter_evidence_count INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_validated TEXT,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  recorded_at TEXT NOT NULL,
  invalidated_by TEXT,
  created_by TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  context TEXT,
  UNIQUE (tenant_id, id)
) STRICT;
CREATE INDEX relationships_by_from ON relationships (tenant_id, from_memory_id);
CREATE INDEX relationships_by_to ON relationships (tenant_id, to_memory_id);
CREATE INDEX relationships_by_canonical_form
  ON relationships (tenant_id, canonical_type, canonical_from, canonical_to);
CREATE INDEX relationships_by_created_at ON relationships (tenant_id, created_at, id);
CREATE INDEX relationships_by_updated_at ON relationships (tenant_id, updated_at, id);

CREATE TABLE relationship_versions (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  superseded_at TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (tenant_id, id, version)
) STRICT;

CREATE TABLE idempotency (
  tenant_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  tool TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, user_id, tool, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_expires_at ON idempotency (tenant_id, expires_at);

CREATE TABLE applied_change_sets (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX applied_change_sets_by_at ON applied_change_sets (tenant_id, at);

CREATE TABLE search_terms (
  tenant_id TEXT NOT NULL,
  word TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_totals (
  tenant_id TEXT PRIMARY KEY,
  documents INTEGER NOT NULL,
  words INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE memory_words USING fts5 (
  title, content, summary, tags, context, tokenize = 'ascii'
);
`,
};
