import { listenToStatements } from '../statement-recorder.js';

/** The statements of each operation in the order they were executed, as places in the list of all of them. */
export interface StatementRecording {
  /** Every text that was prepared or executed, in alphabetical order. */
  readonly statements: readonly string[];
  readonly operations: Readonly<Record<string, readonly number[]>>;
}

/** Does `work` as an operation of this name. A name is used once. */
export type Step = <T>(operation: string, work: () => Promise<T>) => Promise<T>;

/** Keeps what is prepared and executed, by operation. */
export interface Notebook {
  /** What is noted from now on belongs to this operation; null: to none, and is not kept. */
  turnTo(operation: string | null): void;
  prepared(sql: string): void;
  executed(sql: string): void;
  recording(): StatementRecording;
}

export function createNotebook(): Notebook {
  const texts = new Set<string>();
  const operations = new Map<string, string[]>();
  let open: string[] | null = null;
  return {
    turnTo(operation) {
      open = null;
      if (operation === null) return;
      if (operations.has(operation)) throw new Error(`Two operations are called "${operation}".`);
      open = [];
      operations.set(operation, open);
    },
    prepared(sql) {
      if (open !== null) texts.add(sql);
    },
    executed(sql) {
      if (open === null) return;
      texts.add(sql);
      open.push(sql);
    },
    recording() {
      const statements = [...texts].sort();
      const places = new Map(statements.map((sql, place) => [sql, place]));
      return {
        statements,
        operations: Object.fromEntries(
          [...operations].map(([name, list]) => [name, list.flatMap((sql) => places.get(sql) ?? [])]),
        ),
      };
    },
  };
}

/** Notes the statements of this process while `work` runs; `step` says whose they are. */
export async function noteWhile(notebook: Notebook, work: (step: Step) => Promise<void>): Promise<void> {
  const stop = listenToStatements(notebook);
  try {
    await work(async (operation, inner) => {
      notebook.turnTo(operation);
      try {
        return await inner();
      } finally {
        notebook.turnTo(null);
      }
    });
  } finally {
    stop();
  }
}
