import type { ImportReport } from '../transfer/import/import.js';

/** What the tools of the admin toolset work with. Files are names in the server's own folder, never paths. */
export interface AdminServices {
  /**
   * Writes what the caller may see into a new file or folder. Secrets are masked.
   * Throws `invalid_argument` for a name that is none, `already_exists`, `storage_full`, `forbidden`.
   */
  exportMemories(name: string, format: 'jsonl' | 'markdown'): Promise<ExportedFile>;
  /** Takes a file or folder in as the caller's own. Throws `invalid_argument`, `not_found`, `invalid_file`. */
  importMemories(
    name: string,
    options: { readonly format?: string; readonly project?: string; readonly dry_run: boolean },
  ): Promise<ImportReport>;
  /** Names of the files and folders there, in alphabetical order. */
  fileNames(): Promise<string[]>;
  status(): Promise<ServerStatus>;
}

interface ExportedFile {
  readonly name: string;
  readonly counts: { readonly memory: number; readonly relationship: number };
  /** Likely secrets that a mark stands for in the file. */
  readonly secrets_masked: number;
}

/** How the server is. */
interface ServerStatus {
  readonly version: string;
  readonly backend: string;
  readonly started_at: string;
  readonly uptime_seconds: number;
  /** Resident memory of the process. */
  readonly memory_bytes: number;
  readonly tool_profile: readonly string[];
  readonly current_project: string | null;
  readonly memories: number;
  readonly closed_memories: number;
  readonly relationships: number;
  /** How long a question to the store took, in milliseconds. */
  readonly answer_milliseconds: number;
  readonly files: readonly string[];
}
