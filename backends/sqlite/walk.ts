import { setImmediate } from 'node:timers/promises';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { Connection, Parameters } from './connection.js';
import { scopeParameters } from './scope.js';

const PAGE = 500;

/** How a table is read page by page: what is selected, and the columns whose values together are unique. */
export interface Walk {
  readonly select: string;
  readonly from: string;
  readonly where: string;
  readonly keys: readonly [string] | readonly [string, string];
}

interface Keys {
  readonly key_0: string | number;
  readonly key_1: string | number;
}

/**
 * Pages of rows in the order of the keys. Between pages others have their turn; the caller holds a reading
 * transaction, so that all pages are of one state of the store.
 */
export async function* walkPages<Row>(
  reader: Connection,
  scope: AccessScope,
  how: Walk,
): AsyncGenerator<readonly Row[]> {
  const [first, second] = how.keys;
  const keys = second === undefined ? first : `${first}, ${second}`;
  const beyond = second === undefined ? `${first} > :key_0` : `(${first}, ${second}) > (:key_0, :key_1)`;
  const sql = (further: string) =>
    `SELECT ${how.select}, ${first} AS key_0, ${second ?? 'NULL'} AS key_1 FROM ${how.from}
     WHERE ${how.where}${further} ORDER BY ${keys} LIMIT ${PAGE}`;
  let after: Parameters | null = null;
  for (;;) {
    const page: (Row & Keys)[] = reader.all<Row & Keys>(sql(after === null ? '' : ` AND ${beyond}`), {
      ...scopeParameters(scope),
      ...after,
    });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = { key_0: last.key_0, key_1: last.key_1 };
    await setImmediate();
  }
}
