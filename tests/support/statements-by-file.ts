import Database from 'better-sqlite3';

/** One statement as it was run: on which file, its text with white space made one blank, and what it bound. */
export interface RunStatement {
  readonly file: string;
  readonly sql: string;
  readonly bound: Readonly<Record<string, unknown>>;
}

type Method = (this: object, ...given: unknown[]) => unknown;
interface Prepared {
  readonly source: string;
  readonly database: { readonly name: string };
}

/**
 * Tells of every statement that any database of this process runs from now on, whoever opened it: the driver's own
 * methods are wrapped.
 * @returns takes the wrapping off again.
 */
export function listenByFile(told: (statement: RunStatement) => void): () => void {
  const probe = new Database(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Record<string, Method>;
  probe.close();
  const databases = Database.prototype as unknown as Record<string, Method>;
  const ofStatement = (on: object, [bound]: readonly unknown[]) => {
    const { source, database } = on as Prepared;
    told({ file: database.name, sql: oneLine(source), bound: (bound ?? {}) as RunStatement['bound'] });
  };
  const ofDatabase = (on: object, [sql]: readonly unknown[]) =>
    told({ file: (on as Prepared['database']).name, sql: oneLine(String(sql)), bound: {} });
  const undo = [
    ...['run', 'get', 'all', 'iterate'].map((name) => wrap(statements, name, ofStatement)),
    ...['exec', 'pragma'].map((name) => wrap(databases, name, ofDatabase)),
  ];
  return () => {
    for (const each of undo) each();
  };
}

function wrap(
  owner: Record<string, Method>,
  name: string,
  tell: (on: object, given: readonly unknown[]) => void,
): () => void {
  const original = owner[name];
  if (original === undefined) throw new Error(`The driver has no ${name}.`);
  owner[name] = function (...given) {
    tell(this, given);
    return original.apply(this, given);
  };
  return () => {
    owner[name] = original;
  };
}

function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}
