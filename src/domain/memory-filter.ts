import type { MemoryType } from './memory-types.js';
import type { ProjectChoice } from './project.js';

/**
 * Which memories a read may return, beside the access scope. All given conditions must hold.
 * Absent = no condition. Times are ISO.
 */
export interface MemoryFilter {
  /**
   * The moment that validity is judged at. Only memories valid then are returned
   * (`valid_from <= valid_at` and not closed by then).
   */
  readonly valid_at: string;
  /** True: closed memories, and those not valid yet, are returned as well. */
  readonly include_closed?: boolean;
  readonly types?: readonly MemoryType[];
  /** Every one of these tags must be there (lower-case). */
  readonly tags?: readonly string[];
  /** Equal to it or a folder below it; separators `/` and `\` are alike. */
  readonly project_path?: string;
  readonly projects?: ProjectChoice;
  readonly session_id?: string;
  /** At least one of these, compared without regard to case. */
  readonly languages?: readonly string[];
  readonly frameworks?: readonly string[];
  readonly min_importance?: number;
  readonly min_confidence?: number;
  /** `created_at >= created_after` and `created_at < created_before`. */
  readonly created_after?: string;
  readonly created_before?: string;
  /** `updated_at >= updated_after`. */
  readonly updated_after?: string;
  /** Has at least one live relationship of one of these types, in either direction, with a visible memory. */
  readonly relationship_types?: readonly string[];
}
