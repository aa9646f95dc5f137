import { createHash } from 'node:crypto';
import type { Backend } from '../../contracts/backend.js';
import type { IdGenerator } from '../../contracts/id-generator.js';
import type { AccessScope } from '../../domain/access-scope.js';
import type { Change, CommitOutcome, Precondition } from '../../domain/change-set.js';
import { isIdentifier } from '../../domain/identifiers.js';
import type { MemoryContext } from '../../domain/memory-context.js';
import { commitAudited } from '../../repository/commit.js';
import type { CommitAudit } from '../../repository/context.js';
import type { SecretPolicy } from '../../repository/secrets/guard.js';

/** What of a store an import uses. */
export type ImportStore = Pick<Backend, 'findMemories' | 'findDuplicate' | 'findRelationships' | 'commit'>;

/** What an import works with. */
export interface ImportContext {
  readonly backend: ImportStore;
  /** Of the one who imports: everything is stored as theirs. */
  readonly scope: AccessScope;
  readonly ids: IdGenerator;
  readonly now: () => string;
  readonly allowCycles: boolean;
  /** What happens to likely secrets; under `refuse` a memory that holds one is left out. Absent = `mask`. */
  readonly secrets?: SecretPolicy;
  /** Notes the import in its first commit; absent where calls are not audited. */
  readonly audit?: CommitAudit | undefined;
  /** The context of a memory with the project it belongs to here; absent = as the file says. */
  readonly placed?: (context: MemoryContext) => MemoryContext;
}

/** One import while it runs. */
export interface ImportRun extends ImportContext {
  /** Name of the format, for the origin of what is stored. */
  readonly format: string;
  /** When this import took place: one time for all it stores. */
  readonly at: string;
  /** Id in the file -> id here, for memories. */
  readonly idHere: Map<string, string>;
  /** Ids in the file of the memories that this run stored. */
  readonly stored: Set<string>;
  /** Ids here of the memories that this run stored. */
  readonly kept: Set<string>;
  /** Ids here that this run found to be taken by something it may not see. */
  readonly taken: Set<string>;
  /** Content hash -> id here, of live memories of this run. */
  readonly liveByHash: Map<string, string>;
  /** Canonical forms of the relationships of this run. */
  readonly edges: Set<string>;
  /** `edited`: duplicates that say something else here than in the file; they stay as they are here. */
  readonly memories: { created: number; duplicates: number; edited: number };
  /** Likely secrets that a mark stands for, and memories left out for holding one. */
  readonly secrets_found: { masked: number; left_out: number };
  readonly relationships: { created: number; duplicates: number; skipped: Map<string, number> };
}

/** A run at its beginning. */
export function startRun(context: ImportContext, format: string): ImportRun {
  return {
    ...context,
    format,
    at: context.now(),
    idHere: new Map(),
    stored: new Set(),
    kept: new Set(),
    taken: new Set(),
    liveByHash: new Map(),
    edges: new Set(),
    memories: { created: 0, duplicates: 0, edited: 0 },
    secrets_found: { masked: 0, left_out: 0 },
    relationships: { created: 0, duplicates: 0, skipped: new Map() },
  };
}

/** Commits changes of the run. */
export async function commit(
  run: ImportRun,
  changes: readonly Change[],
  preconditions: readonly Precondition[],
): Promise<CommitOutcome> {
  const id = run.ids.next();
  return commitAudited(run, { id, at: run.at, preconditions, changes });
}

/**
 * The ids a record of the file may have here, best first: its own, where a store can keep it, and one made from
 * what the record is, so that a second import of the file finds what the first one stored under another id. In a
 * store with tenants only one made for its importer: whether another's record has an id must not show.
 */
export function possibleIds(
  { scope }: Pick<ImportRun, 'scope'>,
  kind: string,
  original: string | undefined,
  facts: string,
): string[] {
  if (scope.access !== null)
    return [uuidFrom(JSON.stringify([scope.user_id, kind, original ?? null, facts]))];
  const made = uuidFrom(JSON.stringify([kind, original ?? null, facts]));
  return original !== undefined && isIdentifier(original) ? [original, made] : [made];
}

/** The first of the possible ids that is free, else a new one. */
export function freeId(
  run: ImportRun,
  possible: readonly string[],
  isTaken: (id: string) => boolean,
): string {
  return possible.find((id) => !run.taken.has(id) && !isTaken(id)) ?? run.ids.next();
}

/** A UUID of version 8: made from a hash. */
function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
