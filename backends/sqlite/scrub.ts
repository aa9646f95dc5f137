import type { Connection } from './connection.js';
import { writing } from './writing.js';

type Step = (connection: Connection) => void;

/** Steps after which a file holds nothing that was erased in it before, but for its full-text index. */
export const REWRITING: readonly Step[] = [rewriteFile, emptyLog];

/**
 * Steps after which no file of the store holds what was erased or replaced before them, in this order. Each may
 * be waited for and repeated by itself; servers may go on working meanwhile.
 */
export const SCRUBBING: readonly Step[] = [rebuildIndex, ...REWRITING];

/** Segments of the index keep the words of rows that are gone until they are merged; made anew, they never had them. */
function rebuildIndex(connection: Connection): void {
  writing(connection, () => {
    connection.run("INSERT INTO memory_words (memory_words) VALUES ('rebuild')");
  });
}

/** Free pages, and free space inside of pages, hold what lay there before; a file written anew has none of it. */
function rewriteFile(connection: Connection): void {
  connection.checkFile();
  // The copy may be large; it holds live rows only, and its file goes with the statement.
  connection.execute('PRAGMA temp_store = FILE');
  try {
    connection.execute('VACUUM');
  } finally {
    connection.execute('PRAGMA temp_store = MEMORY');
  }
}

/** The write-ahead log holds former pages until it is cut; whoever reads an older state keeps it from being cut. */
function emptyLog(connection: Connection): void {
  const log = connection.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
  if (log?.busy !== 0)
    throw Object.assign(new Error('The log is held by a reader.'), { code: 'SQLITE_BUSY' });
}
