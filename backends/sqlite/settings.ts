/** How a SQLite store is opened. */
export interface SqliteSettings {
  /** The database file; its write-ahead log lies beside it. */
  readonly path: string;
  /** Makes the folder and the file where they are not there. Default true. */
  readonly create?: boolean;
  /** Opens without the right to write; never creates or migrates. Default false. */
  readonly read_only?: boolean;
  /** How long a call waits for another process before it answers `busy`. Default 5000. */
  readonly busy_timeout_ms?: number;
  /**
   * `full` (default): an acknowledged write survives a power cut. `normal`: the last ones may be lost
   * then, though never after a crash of the process alone.
   */
  readonly synchronous?: 'full' | 'normal';
  /** The most that SQLite keeps of the file in memory; default 16,000. */
  readonly cache_kibibytes?: number;
  /** Told what the owner of the machine may want to know; the text may name the file. */
  readonly on_operator_message?: (text: string) => void;
}

export const DEFAULT_BUSY_TIMEOUT_MS = 5000;
export const DEFAULT_CACHE_KIBIBYTES = 16_000;
