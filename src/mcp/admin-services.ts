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
  /**
   * Gives the store of this server tenants; the server itself writes nothing more until it is restarted with them.
   * Throws `forbidden` where the server has tenants, `invalid_argument`, `invalid_file`, `busy`, `storage_full`.
   */
  migrateToMultitenant(wish: MigrationToolWish): Promise<MigrationToolReport>;
}

/** What the tool is asked for. */
export interface MigrationToolWish {
  readonly tenant_id: string;
  readonly visibility: string;
  readonly team_id: string | undefined;
  /** Name of a file in the server's own folder. */
  readonly map_file: string | undefined;
  readonly dry_run: boolean;
}

export interface MigrationToolReport {
  readonly dry_run: boolean;
  readonly changed: boolean;
  /** True where the store has the tenants of the plan now. */
  readonly is_done: boolean;
  readonly tenants: readonly {
    readonly tenant_id: string;
    readonly memories: number;
    readonly relationships: number;
    /** Memories by who sees them. */
    readonly visible: Readonly<Record<string, number>>;
  }[];
  readonly relationships_set_aside: number;
  /** Projects that the map names and no memory belongs to. */
  readonly unused_projects: readonly string[];
  readonly needed_megabytes: number;
  /** Name of the backup beside the store. */
  readonly backup?: string;
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
