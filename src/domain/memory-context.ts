import type { Visibility } from './visibility.js';

/** Plain JSON, as it arrives in `additional_metadata`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Where a memory comes from and what it is about. Every field is optional; absent fields are left out. */
export interface MemoryContext {
  readonly project_id?: string;
  readonly project_path?: string;
  readonly files_involved?: readonly string[];
  readonly languages?: readonly string[];
  readonly frameworks?: readonly string[];
  readonly technologies?: readonly string[];
  readonly git_commit?: string;
  readonly git_branch?: string;
  readonly working_directory?: string;
  readonly timestamp?: string;
  readonly session_id?: string;
  readonly additional_metadata?: { readonly [key: string]: JsonValue };
  /** Tenancy, set by the server, never by a tool's input; absent in a store without tenancy. */
  readonly tenant_id?: string;
  readonly user_id?: string;
  readonly team_id?: string;
  readonly visibility?: Visibility;
  readonly created_by?: string;
}

/** Fields of the context that are lists of text. */
export const CONTEXT_LISTS = ['files_involved', 'languages', 'frameworks', 'technologies'] as const;

/** Fields of the context that are one text. */
export const CONTEXT_TEXTS = [
  'project_id',
  'project_path',
  'git_commit',
  'git_branch',
  'working_directory',
  'timestamp',
  'session_id',
] as const;

/** Names that only the server may set; refused by name in any tool's input. */
export const SERVER_CONTEXT_FIELDS = ['tenant_id', 'user_id', 'created_by', 'team_id', 'visibility'] as const;
