import type { RelationshipType } from './relationship-types.js';

/** A directed statement about two memories, with its own validity, evidence and versions. */
export interface Relationship {
  readonly id: string;
  readonly from_memory_id: string;
  readonly to_memory_id: string;
  readonly type: RelationshipType;
  readonly strength: number;
  readonly confidence: number;
  /** Free text: when, where and why it holds. */
  readonly context: string | null;
  readonly evidence_count: number;
  readonly success_rate: number | null;
  readonly validation_count: number;
  readonly counter_evidence_count: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly last_validated: string | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly recorded_at: string;
  /** Id of the memory that made it untrue. */
  readonly invalidated_by: string | null;
  readonly created_by: string;
  readonly updated_by: string;
  readonly version: number;
}

/** A former version of a relationship. */
export interface RelationshipVersion {
  readonly relationship: Relationship;
  readonly superseded_at: string;
}
