import type { IdempotencyRecord } from '../../src/domain/change-set.js';
import type { Memory, MemoryUse, MemoryVersion } from '../../src/domain/memory.js';
import type { Relationship, RelationshipVersion } from '../../src/domain/relationship.js';
import type { SearchDocument } from '../../src/domain/search-document.js';
import type { ProjectGrant } from '../../src/domain/tenant.js';
import type { AuditChains } from './audit.js';

/** A memory with what is kept beside it. */
export interface StoredMemory {
  readonly memory: Memory;
  /** null = not in the index. */
  readonly document: SearchDocument | null;
  readonly content_hash: string;
  /** Order of storing, from 1; an update keeps it. */
  readonly sequence: number;
}

/** An idempotency record belongs to the user who made it. */
interface StoredAnswer {
  readonly user_id: string;
  readonly record: IdempotencyRecord;
}

/** Everything the reference backend holds. Values are frozen; a commit puts a changed copy of the maps in place. */
export interface Store {
  memories: Map<string, StoredMemory>;
  memoryVersions: Map<string, MemoryVersion>;
  relationships: Map<string, Relationship>;
  relationshipVersions: Map<string, RelationshipVersion>;
  use: Map<string, MemoryUse>;
  answers: Map<string, StoredAnswer>;
  /** Alias -> project. */
  projectAliases: Map<string, string>;
  /** Granted to teams, by `grantKey`. */
  grants: Map<string, ProjectGrant>;
  /** The audit chains of the tenants that wrote here. */
  audit: AuditChains;
  changeSets: Set<string>;
  /** True for the part of one tenant of several. */
  readonly has_tenants: boolean;
  /** Memories ever stored; the last one's sequence, never given again. */
  stored: number;
}

export function emptyStore(has_tenants = false): Store {
  return {
    memories: new Map(),
    memoryVersions: new Map(),
    relationships: new Map(),
    relationshipVersions: new Map(),
    use: new Map(),
    answers: new Map(),
    projectAliases: new Map(),
    grants: new Map(),
    audit: new Map(),
    changeSets: new Set(),
    has_tenants,
    stored: 0,
  };
}

/** The same with maps of its own; the values are shared, being frozen. */
export function copyOf(store: Store): Store {
  return {
    memories: new Map(store.memories),
    memoryVersions: new Map(store.memoryVersions),
    relationships: new Map(store.relationships),
    relationshipVersions: new Map(store.relationshipVersions),
    use: new Map(store.use),
    answers: new Map(store.answers),
    projectAliases: new Map(store.projectAliases),
    grants: new Map(store.grants),
    audit: new Map(store.audit),
    changeSets: new Set(store.changeSets),
    has_tenants: store.has_tenants,
    stored: store.stored,
  };
}

/** One version of one record. */
export function versionKey(id: string, version: number): string {
  return `${id} ${version}`;
}

/** One answer of one user; JSON keeps the parts apart. */
export function answerKey(user_id: string, tool: string, key: string): string {
  return JSON.stringify([user_id, tool, key]);
}

/** One grant. */
export function grantKey({ team_id, project_id }: ProjectGrant): string {
  return JSON.stringify([team_id, project_id]);
}
