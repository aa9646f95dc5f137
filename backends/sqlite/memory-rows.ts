import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Memory } from '../../src/domain/memory.js';
import type { MemoryContext } from '../../src/domain/memory-context.js';
import type { MemoryType } from '../../src/domain/memory-types.js';
import { comparablePath } from '../../src/domain/project-path.js';
import type { Source } from '../../src/domain/source.js';

/** A memory as a row: what `MEMORY_COLUMNS` selects. */
export interface MemoryRow {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly content: string;
  readonly summary: string | null;
  readonly tags: string;
  readonly importance: number;
  readonly confidence: number;
  readonly effectiveness: number | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
  readonly created_by: string;
  readonly updated_by: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly recorded_at: string;
  readonly context: string;
  readonly source: string;
  readonly deleted_at: string | null;
}

const FIELDS = [
  'id',
  'type',
  'title',
  'content',
  'summary',
  'tags',
  'importance',
  'confidence',
  'effectiveness',
  'created_at',
  'updated_at',
  'version',
  'created_by',
  'updated_by',
  'valid_from',
  'valid_until',
  'recorded_at',
  'context',
  'source',
  'deleted_at',
] as const satisfies readonly (keyof MemoryRow)[];

/** Columns taken out of the context, and what is derived, so that conditions need no JSON. */
const EXTRACTED = [
  'tenant_id',
  'content_hash',
  'visibility',
  'team_id',
  'project_id',
  'session_id',
  'project_path',
] as const;

const WRITTEN = [...FIELDS, ...EXTRACTED];

/** Columns to select for `memoryFromRow`, of `memories AS m`. */
export const MEMORY_COLUMNS = FIELDS.map((field) => `m.${field}`).join(', ');

export const INSERT_MEMORY = `INSERT INTO memories (${WRITTEN.join(', ')}) VALUES (${WRITTEN.map((field) => `:${field}`).join(', ')})`;

export const UPDATE_MEMORY = `UPDATE memories SET ${WRITTEN.filter(
  (field) => field !== 'id' && field !== 'tenant_id',
)
  .map((field) => `${field} = :${field}`)
  .join(', ')} WHERE tenant_id = :tenant_id AND id = :id`;

/** What `INSERT_MEMORY` and `UPDATE_MEMORY` bind. */
export function memoryParameters(scope: AccessScope, memory: Memory, content_hash: string) {
  const { context } = memory;
  return {
    ...memory,
    tags: JSON.stringify(memory.tags),
    context: JSON.stringify(context),
    source: JSON.stringify(memory.source),
    tenant_id: scope.tenant_id,
    content_hash,
    visibility: context.visibility ?? null,
    team_id: context.team_id ?? null,
    project_id: context.project_id ?? null,
    session_id: context.session_id ?? null,
    project_path: context.project_path === undefined ? null : comparablePath(context.project_path),
  };
}

export function memoryFromRow(row: MemoryRow): Memory {
  return {
    id: row.id,
    type: row.type as MemoryType,
    title: row.title,
    content: row.content,
    summary: row.summary,
    tags: JSON.parse(row.tags) as string[],
    importance: row.importance,
    confidence: row.confidence,
    effectiveness: row.effectiveness,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
    created_by: row.created_by,
    updated_by: row.updated_by,
    valid_from: row.valid_from,
    valid_until: row.valid_until,
    recorded_at: row.recorded_at,
    context: JSON.parse(row.context) as MemoryContext,
    source: JSON.parse(row.source) as Source,
    deleted_at: row.deleted_at,
  };
}
