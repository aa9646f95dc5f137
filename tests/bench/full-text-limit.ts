import path from 'node:path';
import Database from 'better-sqlite3';

/** The bare SQLite full-text statement over the same texts, in this process: what no server can be below. */
export class FullTextLimit {
  readonly #database: Database.Database;
  readonly #statement: Database.Statement;

  constructor(folder: string, texts: readonly string[]) {
    this.#database = new Database(path.join(folder, 'limit.db'));
    this.#database.pragma('journal_mode = WAL');
    this.#database.exec("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')");
    const insert = this.#database.prepare('INSERT INTO texts(text) VALUES (?)');
    this.#database.transaction(() => {
      for (const text of texts) insert.run(text);
    })();
    this.#database.exec("INSERT INTO texts(texts) VALUES ('optimize')");
    this.#statement = this.#database.prepare(
      'SELECT rowid, text FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?',
    );
  }

  /** Documents with any of the words, best first. */
  search(question: string, limit: number): unknown[] {
    const words = question.split(' ').map((word) => `"${word}"`);
    return this.#statement.all(words.join(' OR '), limit);
  }

  close(): void {
    this.#database.close();
  }
}
