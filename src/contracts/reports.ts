/** Counts for statistics: of what the scope shows and is valid now, unless a name says otherwise. */
export interface StoreCounts {
  readonly memories: number;
  readonly closed_memories: number;
  readonly relationships: number;
  readonly closed_relationships: number;
  readonly memories_by_type: Readonly<Record<string, number>>;
  readonly relationships_by_type: Readonly<Record<string, number>>;
  readonly memories_by_project: Readonly<Record<string, number>>;
  readonly average_importance: number | null;
  readonly oldest_created_at: string | null;
  readonly newest_created_at: string | null;
  /** Former versions kept, of memories and relationships. */
  readonly versions: number;
}

/** What `verify` found: empty `faults` = all is well. */
export interface VerifyReport {
  readonly checked: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}
