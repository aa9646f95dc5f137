import type { StoreCounts } from '../contracts/reports.js';
import type { MemoryPath, Neighbourhood } from '../domain/graph.js';
import type { Memory, MemoryUse } from '../domain/memory.js';
import type {
  MemoryPatch,
  NewMemory,
  NewRelationship,
  StoreOutcome,
  UpdateOutcome,
} from '../domain/new-memory.js';
import type { Relationship } from '../domain/relationship.js';
import type { RelationshipType } from '../domain/relationship-types.js';
import type { SearchAnswer, SearchRequest } from '../domain/search-request.js';
import type { Briefing, BriefingRequest } from './briefing/briefing.js';

import type { ProjectReport } from './projects/manage.js';
import type { TeamReport } from './tenancy/membership.js';
import type { ShareOutcome } from './tenancy/share.js';
import type { AskedVisibility } from './tenancy/stamp.js';

/** The operations of the domain, bound to one principal's access scope. Failures are `MemoryGraphError`s. */
export interface Repositories {
  readonly memories: MemoryRepository;
  readonly relationships: RelationshipRepository;
  readonly search: SearchRepository;
  readonly history: HistoryRepository;
  readonly statistics: StatisticsRepository;
  readonly projects: ProjectRepository;
  readonly members: MemberRepository;
}

/** Long work: tells how far it is and may be called off before anything is written. */
export interface WorkControl {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

interface MemoryRepository {
  /**
   * Stores all or none. Throws `not_found` (a relationship's or superseded memory is not there), `cycle`,
   * `self_relationship`, `idempotency_conflict`, `cancelled`.
   */
  store(
    memories: readonly NewMemory[],
    options: {
      readonly idempotency?: { readonly tool: string; readonly key: string; readonly body: string };
    } & WorkControl,
  ): Promise<StoreOutcome[]>;
  /** Throws `not_found`. Counts as a use. With `valid_at` also `not_found` where it was not valid then. */
  get(
    id: string,
    at?: { readonly as_of?: string; readonly known_at?: string },
  ): Promise<{ memory: Memory; use: MemoryUse }>;
  /** Throws `not_found`, `conflict` (with `current_version`), `invalid_argument` (nothing to change, times in the wrong order). */
  update(id: string, patch: MemoryPatch, expected_version?: number): Promise<UpdateOutcome>;
  /** Leaves a tombstone. Throws `not_found`, `conflict`. */
  remove(id: string, expected_version?: number): Promise<{ id: string; version: number }>;
  /** Changes who sees it. Throws `not_found`, `forbidden`, `conflict`, `invalid_argument`, `unsupported`. */
  share(id: string, asked: AskedVisibility, expected_version?: number): Promise<ShareOutcome>;
  /** Ids beginning with `prefix`, newest first. */
  completeId(prefix: string, limit: number): Promise<string[]>;
}

interface RelationshipRepository {
  /** Throws `not_found`, `self_relationship`, `already_exists` (with the id), `cycle`. REPLACES and DEPRECATED_BY close the replaced memory. */
  create(relationship: NewRelationship): Promise<Relationship>;
  /**
   * Relationships of one memory, newest first, closed ones only with `include_closed`. Titles of the other ends beside
   * them. `unchecked`: the id was not looked up before; a memory that is not there, or not seen, has none.
   */
  of(
    id: string,
    options?: {
      readonly as_of?: string;
      readonly include_closed?: boolean;
      readonly limit?: number;
      readonly unchecked?: boolean;
    },
  ): Promise<{ relationships: Relationship[]; titles: ReadonlyMap<string, string> }>;
  /** Walks up to `max_depth` (1-5) both ways or one way. Throws `not_found` for the start. */
  neighbourhood(
    id: string,
    options: {
      readonly types?: readonly RelationshipType[];
      readonly max_depth: number;
      readonly direction?: 'out' | 'in' | 'both';
      readonly as_of?: string;
      readonly limit: number;
    },
  ): Promise<Neighbourhood>;
  /** A shortest chain, directions ignored. Throws `not_found` for either end. */
  path(
    from: string,
    to: string,
    options: {
      readonly types?: readonly RelationshipType[];
      readonly max_depth: number;
      readonly as_of?: string;
    },
  ): Promise<MemoryPath>;
  /** Closes it now or at `valid_until`. Throws `not_found`, `already_closed`, `conflict`. */
  invalidate(
    id: string,
    options: {
      readonly invalidated_by?: string;
      readonly valid_until?: string;
      readonly expected_version?: number;
    },
  ): Promise<Relationship>;
  /** One more piece of evidence for (`success`) or against it; moves strength and confidence. Throws `not_found`, `already_closed`. */
  reinforce(
    id: string,
    options: { readonly success: boolean; readonly strength?: number },
  ): Promise<Relationship>;
  /** Relationships whose own context text or structure fits; newest first. */
  searchByContext(
    query: RelationshipContextQuery & WorkControl,
  ): Promise<{ relationships: Relationship[]; titles: ReadonlyMap<string, string>; total: number }>;
}

/** All given parts must fit. Words are compared as stems, without regard to case. */
export interface RelationshipContextQuery {
  readonly scope?: string;
  readonly conditions?: readonly string[];
  readonly has_evidence?: boolean;
  readonly evidence?: readonly string[];
  readonly components?: readonly string[];
  readonly temporal?: string;
  readonly limit: number;
}

interface SearchRepository {
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Searches only the memories within `max_depth` of one. Throws `not_found`. */
  searchAround(
    id: string,
    request: { readonly query: string; readonly max_depth: number; readonly limit: number },
  ): Promise<SearchAnswer>;
  /** What was stored or changed in the last days, newest change first. */
  recent(request: {
    readonly days: number;
    readonly project?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly max_tokens: number;
  }): Promise<SearchAnswer>;
  /** Open problems, decisions, preferences and what the branch touches, as text within a budget. */
  briefing(request: BriefingRequest): Promise<Briefing>;
  /** What was true (`as_of`) or known (`known_at`) at a time; with a query the best, else the newest. */
  asOf(request: AsOfRequest & WorkControl): Promise<SearchAnswer>;
}

export interface AsOfRequest {
  readonly as_of?: string;
  readonly known_at?: string;
  readonly query?: string;
  readonly filter: SearchRequest['filter'];
  readonly project?: string;
  readonly limit: number;
  readonly max_tokens: number;
}

/** One version of a record; `superseded_at` is null for the present one. */
export type KnownVersion<Name extends string, Kind> = { readonly [K in Name]: Kind } & {
  readonly superseded_at: string | null;
};

interface HistoryRepository {
  /** Every version of a memory, oldest first, the present one last; and of a relationship likewise. Throws `not_found`. */
  ofMemory(id: string): Promise<KnownVersion<'memory', Memory>[]>;
  ofRelationship(id: string): Promise<KnownVersion<'relationship', Relationship>[]>;
  /** What came, changed and closed between two times, newest first. */
  changes(span: {
    readonly since: string;
    readonly until?: string;
    readonly project?: string;
    readonly limit: number;
  }): Promise<ChangeSummary>;
}

export interface ChangeSummary {
  readonly since: string;
  readonly until: string;
  readonly created: readonly Memory[];
  readonly updated: readonly Memory[];
  readonly closed: readonly Memory[];
  readonly relationships_created: readonly Relationship[];
  readonly relationships_closed: readonly Relationship[];
  readonly truncated: boolean;
}

interface StatisticsRepository {
  counts(): Promise<StoreCounts>;
}

/** What a member of a tenant may know of itself; in a store with tenants. */
interface MemberRepository {
  teams(): Promise<TeamReport[]>;
  ownMemories(): Promise<number>;
}

interface ProjectRepository {
  /** Every project that memories belong to, or that has another name; the one changed last first. */
  list(): Promise<ProjectReport[]>;
  /** Throws `not_found`, `already_exists` where the new name is another project, `invalid_argument`. */
  rename(from: string, to: string): Promise<ProjectReport>;
  /** Both are one project from now on, under the name of the second. Throws `not_found`, `invalid_argument`. */
  merge(from: string, into: string): Promise<ProjectReport>;
  /** Another name becomes a project of its own again. Throws `not_found`. */
  separate(alias: string): Promise<ProjectReport>;
}
