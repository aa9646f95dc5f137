import path from 'node:path';
import Database from 'better-sqlite3';

type Method = (this: { readonly database: { readonly name: string } }, ...given: unknown[]) => unknown;

/**
 * Notes the file of every statement that this process executes from now on, whoever opened it.
 * @returns takes the noting off again.
 */
export function noteTouchedFiles(note: (file: string) => void): () => void {
  const probe = new Database(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Record<string, Method>;
  probe.close();
  const undo = ['run', 'get', 'all', 'iterate'].map((name) => {
    const original = statements[name];
    if (original === undefined) throw new Error(`The driver has no ${name}.`);
    statements[name] = function (...given) {
      note(path.basename(this.database.name));
      return original.apply(this, given);
    };
    return () => {
      statements[name] = original;
    };
  });
  return () => {
    for (const each of undo) each();
  };
}
