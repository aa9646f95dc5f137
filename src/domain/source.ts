/** Marks that a reader should know before trusting a text. */
export type SourceFlag = 'hidden_characters' | 'bidirectional_characters' | 'reads_like_instructions';

/** What an imported record said of itself in its file; claims, not facts. */
export interface ImportOrigin {
  readonly format: string;
  readonly original_id: string;
  readonly created_by?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly version?: number;
}

/** Where a record came from: stamped by the server, never claimed by a caller. */
export interface Source {
  readonly kind: 'user' | 'assistant' | 'hook' | 'import' | 'api';
  /** Name and version of the client, as the client says. */
  readonly client?: string;
  readonly session_id?: string;
  readonly origin?: ImportOrigin;
  readonly flags?: readonly SourceFlag[];
}
