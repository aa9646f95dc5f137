import type { OpenForeignDatabase } from '../../contracts/foreign-database.js';
import type { ImportLine } from '../import/read-import.js';

/** One kind of file (or folder) that memories arrive in. One file a format in this folder. */
export interface ImportFormat {
  /** As `--format` and `source.origin.format` name it. */
  readonly name: string;
  /** Says of every memory which project it belongs to, or none; else a path in it tells. */
  readonly namesProjects?: true;
  /** For people: the program it comes from. */
  readonly title: string;
  /** Our own export: what does not fit together in it is a fault of the file, and not left out. */
  readonly own?: true;
  /** Looks at the beginning only; true where `read` can make sense of it. */
  recognises(input: ImportInput): boolean;
  /**
   * The records in the shape of our own export, memories and relationships in any order, read as they are asked
   * for: the same records with the same ids every time. What cannot be taken over is a `left_out` line with the
   * reason; what the person must mend is a `problem` line, which stops the import before anything is written.
   */
  read(input: ImportInput, signal?: AbortSignal): AsyncGenerator<ImportLine>;
}

/** What was given to import, opened as little as possible. */
export interface ImportInput {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** The first bytes of a file (unpacked where it is compressed with gzip), at most 64 KB. Empty for a folder. */
  readonly head: Uint8Array;
  /** Where the file is a SQLite database: its plain tables with their columns. */
  readonly tables?: ReadonlyMap<string, readonly string[]>;
  readonly openDatabase: OpenForeignDatabase;
}

/** What is being imported, its format known: can be read any number of times. */
export interface ImportSource {
  readonly path: string;
  readonly format: Pick<ImportFormat, 'name' | 'title' | 'own' | 'namesProjects'>;
  lines(signal?: AbortSignal): AsyncGenerator<ImportLine>;
}
