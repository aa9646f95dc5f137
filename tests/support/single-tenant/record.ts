import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Backend } from '../../../src/contracts/backend.js';
import { ANN, OPERATOR } from '../../contract/records.js';
import { storePath } from '../servers.js';
import { commandLines, HOOK_LINE } from './command-workload.js';
import { commitEverything, eraseEverything } from './commit-workload.js';
import { workInLargeStore } from './large-workload.js';
import { createNotebook, noteWhile, type StatementRecording } from './notebook.js';
import { openStores } from './opening-workload.js';
import { readEverything } from './read-workload.js';
import { recordedChild } from './recorded-child.js';
import { readStoreFile, type StoreFile, storeFiles } from './store-file.js';
import { useTools, useToolsAgain } from './tool-workload.js';

/** What calling a backend does to SQLite in single-tenant mode. */
export interface ContractRecording {
  readonly statements: StatementRecording;
  /** The store that the work leaves behind. */
  readonly schema: StoreFile;
  /** Names of all files of stores that it leaves behind. */
  readonly files: readonly string[];
  /** Methods that the backend has and that the work did not call. */
  readonly uncalled: readonly string[];
}

/**
 * Works with stores in an empty folder through every method of the backend's contract. Like `recordProgram`, it gives
 * the same recording for the same code, and uses of the project only what the commit before tenancy has as well.
 */
export async function recordContract(folder: string): Promise<ContractRecording> {
  const notebook = createNotebook();
  let file = '';
  let uncalled: readonly string[] = [];
  await noteWhile(notebook, async (step) => {
    const store = await openStores(step, folder);
    file = store.file;
    const { backend, methods } = watched(store.backend);
    await commitEverything(step, backend);
    for (const scope of [ANN, OPERATOR]) await readEverything(step, backend, scope);
    await eraseEverything(step, backend);
    await workInLargeStore(step, backend);
    await step('close', () => backend.close());
    uncalled = methods();
  });
  return {
    statements: notebook.recording(),
    schema: readStoreFile(file),
    files: storeFiles(folder),
    uncalled,
  };
}

/** What the program does to SQLite in single-tenant mode. */
export type ProgramRecording = Omit<ContractRecording, 'uncalled'>;

/** Runs the program as a child in an empty folder: its start, every tool, resource and command that opens the store. */
export async function recordProgram(folder: string): Promise<ProgramRecording> {
  const notebook = createNotebook();
  const child = await recordedChild(notebook, folder);
  try {
    const stored = await useTools(child, {
      MEMORY_PROJECT: 'web',
      MEMORY_FILES_PATH: path.join(folder, 'files'),
    });
    await child.runHook(HOOK_LINE);
    await useToolsAgain(child);
    const editor = path.join(folder, 'editor.mjs');
    writeFileSync(editor, EDITOR);
    await child.run(commandLines(stored), { EDITOR: `"${process.execPath}" "${editor}"` });
  } finally {
    child.remove();
  }
  const schema = readStoreFile(storePath(folder));
  return { statements: notebook.recording(), schema, files: storeFiles(folder) };
}

/** Stands for a person at an editor. */
const EDITOR = `import { appendFileSync } from 'node:fs';
appendFileSync(process.argv[2], 'One line more.\\n');
`;

/** The backend, and which of its methods nobody has asked for yet. `secret` is asked of another one. */
function watched(backend: Backend): { backend: Backend; methods: () => string[] } {
  const left = new Set(
    Object.entries(backend).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  );
  left.delete('secret');
  const proxy = new Proxy(backend, {
    get(target, name, receiver): unknown {
      left.delete(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
  return { backend: proxy, methods: () => [...left].sort() };
}
