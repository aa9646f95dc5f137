import Database from 'better-sqlite3';

/** Told of every statement when it is executed, and of its text when it is prepared, white space made one blank. */
export interface StatementListener {
  prepared(sql: string): void;
  executed(sql: string): void;
}

type Method = (this: { readonly source: string }, ...given: unknown[]) => unknown;

/**
 * Tells of every statement that any database of this process prepares or executes from now on, whoever opened it.
 * The driver's own methods are wrapped, so nothing of a backend is known here.
 * @returns takes the wrapping off again.
 */
export function listenToStatements(listener: StatementListener): () => void {
  const probe = new Database(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Record<string, Method>;
  probe.close();
  const databases = Database.prototype as unknown as Record<string, Method>;
  const undo = [
    wrap(databases, 'prepare', (_on, [sql]) => listener.prepared(oneLine(sql))),
    wrap(databases, 'exec', (_on, [sql]) => listener.executed(oneLine(sql))),
    // Not through `prepare`, as the driver has it; its statement is executed like any other.
    wrap(databases, 'pragma', (_on, [sql]) => listener.prepared(`PRAGMA ${oneLine(sql)}`)),
    ...['run', 'get', 'all', 'iterate'].map((name) =>
      wrap(statements, name, ({ source }) => listener.executed(oneLine(source))),
    ),
  ];
  return () => {
    for (const each of undo) each();
  };
}

function wrap(
  owner: Record<string, Method>,
  name: string,
  tell: (on: { readonly source: string }, given: readonly unknown[]) => void,
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

function oneLine(sql: unknown): string {
  return String(sql).replace(/\s+/g, ' ').trim();
}
