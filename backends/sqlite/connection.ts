import type { DriverDatabase, DriverStatement } from './driver.js';
import { fileIdentity } from './file-identity.js';
import { noteClosed, noteOpened } from './open-files.js';
import { replaced } from './opening-errors.js';
import type { StoreMode } from './schema-number.js';

/** What a statement binds by name. */
export type Parameters = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** Mode and number of a schema. */
export interface ExpectedSchema {
  readonly mode: StoreMode;
  readonly number: number;
}

const KEPT_STATEMENTS = 300;
const BETWEEN_CHECKS_MS = 1_000;

/** An open database file with its prepared statements. Everything here is synchronous. */
export class Connection {
  readonly path: string;
  readonly #database: DriverDatabase;
  readonly #statements = new Map<string, DriverStatement>();
  readonly #identity: string;
  #schema: ExpectedSchema = { mode: 'single', number: 0 };
  /** False after commits that did not wait for the disk: whatever comes next but more of these does wait. */
  #waits = true;
  #isRelaxed = false;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #ownCommits = 0;
  #dataVersion: DriverStatement | undefined;

  constructor(database: DriverDatabase, path: string) {
    this.#database = database;
    this.path = path;
    this.#identity = fileIdentity(path) ?? '';
    noteOpened(this.#identity);
  }

  /** Every row. `Row` states what the statement selects. */
  all<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return this.#statement(sql).all(parameters) as Row[];
  }

  /** Every row as a list of its columns: quicker where many rows have many columns. */
  rows<Row extends readonly unknown[]>(sql: string, parameters: Parameters = {}): Row[] {
    const statement = this.#statement(sql);
    statement.raw(true);
    try {
      return statement.all(parameters) as Row[];
    } finally {
      statement.raw(false);
    }
  }

  /** The first row. */
  get<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return this.#statement(sql).get(parameters) as Row | undefined;
  }

  /** @returns how many rows changed, and the row id of the last insert. */
  run(sql: string, parameters: Parameters = {}): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(parameters);
    return { changes, lastInsertRowid: Number(lastInsertRowid) };
  }

  /** Several statements without parameters. */
  execute(sql: string): void {
    this.#settle();
    this.#database.exec(sql);
  }

  /** Does `work` in a transaction of one kind; `immediate` takes the lock for writing at once. */
  transaction<T>(kind: 'immediate' | 'deferred', work: () => T): T {
    if (kind === 'immediate') this.#settle();
    this.run(kind === 'immediate' ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const result = work();
      this.run('COMMIT');
      if (kind === 'immediate') this.#ownCommits++;
      return result;
    } catch (thrown) {
      this.rollBack();
      throw thrown;
    }
  }

  /** Does `work` in commits that do not wait for the disk: a power cut may undo them, a crash of the process not. */
  relaxed<T>(work: () => T): T {
    this.#isRelaxed = true;
    try {
      return work();
    } finally {
      this.#isRelaxed = false;
    }
  }

  /** Sets how much of the file SQLite keeps in memory at most; what is too much by then is let go. */
  keepInMemory(kibibytes: number): void {
    this.execute(`PRAGMA cache_size = -${Math.trunc(kibibytes)}`);
  }

  /** Ends an open transaction without effect; SQLite may have done so already. */
  rollBack(): void {
    if (this.#database.inTransaction) this.run('ROLLBACK');
  }

  /** What the file was when it was opened; a commit refuses where it is something else by then. */
  get expectedSchema(): ExpectedSchema {
    return this.#schema;
  }

  expectSchema(schema: ExpectedSchema): void {
    this.#schema = schema;
  }

  /** True for the file of one tenant. */
  get isOfTenant(): boolean {
    return this.#schema.mode === 'tenant' || this.#schema.mode === 'returning_tenant';
  }

  get schemaNumber(): number {
    return this.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  }

  /** Differs after every commit to the file by another connection. */
  get othersCommits(): unknown {
    this.#dataVersion ??= this.#database.prepare('PRAGMA data_version').pluck();
    return this.#dataVersion.get();
  }

  /** How many transactions for writing this connection committed. */
  get ownCommits(): number {
    return this.#ownCommits;
  }

  /**
   * Refuses where the path no longer leads to the file that is open here. Not `often` is once a second, as before
   * commits that do not wait for the disk: to look costs as much as such a commit.
   * @returns whether it looked.
   */
  checkFile({ often } = { often: !this.#isRelaxed }): boolean {
    const now = performance.now();
    if (!often && now - this.#checkedAt < BETWEEN_CHECKS_MS) return false;
    if (fileIdentity(this.path) !== this.#identity) throw replaced(this.path);
    this.#checkedAt = now;
    return true;
  }

  /**
   * Moves the write-ahead log into the database and cuts it to nothing: on a full disk that gives back the
   * room it took.
   * @returns whether it could be done.
   */
  shrinkLog(): boolean {
    try {
      this.#settle();
      return this.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0;
    } catch {
      return false;
    }
  }

  close(): void {
    if (!this.#database.open) return;
    this.#database.close();
    noteClosed(this.#identity);
  }

  /** Says whether commits wait, where that changes: to say it at each one costs more than to write a small row. */
  #settle(): void {
    const waits = !this.#isRelaxed;
    if (waits === this.#waits || this.#database.inTransaction) return;
    this.#database.exec(`PRAGMA synchronous = ${waits ? 'FULL' : 'NORMAL'}`);
    this.#waits = waits;
  }

  #statement(sql: string): DriverStatement {
    let statement = this.#statements.get(sql);
    if (statement !== undefined) return statement;
    if (this.#statements.size >= KEPT_STATEMENTS) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
