import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleChild } from '../bundle-child.js';
import { runProcess } from '../command-line.js';
import { McpStdioClient } from '../mcp-stdio-client.js';
import type { RecordedCommand } from '../recorded-program.js';
import { ownEnvironment } from '../servers.js';
import type { Notebook } from './notebook.js';

/** The program, bundled from its sources, as a child whose statements are put into a notebook. */
export interface RecordedChild {
  /** A server on the store of the folder, every tool on. What it executed so far is its start. */
  serve(operation: string, env?: Readonly<Record<string, string>>): Promise<McpStdioClient>;
  /** Puts what the server executed since the last time to this operation. */
  take(operation: string): void;
  /** Runs command lines one after the other in one process. Throws where one does not end with 0. */
  run(commands: readonly RecordedCommand[], env?: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a hook in a process of its own. It says nothing where the machine is slow: then it is run again. */
  runHook(hook: RecordedCommand, env?: Readonly<Record<string, string>>): Promise<void>;
  remove(): void;
}

const MOST_ATTEMPTS = 10;

interface Note {
  readonly operation?: string;
  readonly prepared?: string;
  readonly executed?: string;
}

export async function recordedChild(notebook: Notebook, folder: string): Promise<RecordedChild> {
  const { file, remove } = await bundleChild('tests/support/recorded-program.ts');
  const notes = path.join(folder, 'statements.jsonl');
  const lines = path.join(folder, 'commands.json');
  writeFileSync(notes, '');
  let read = 0;
  const environment = (env: Readonly<Record<string, string>> = {}) =>
    ownEnvironment({
      folder,
      profile: 'core,extended,admin',
      env: { MEMORY_USER_ID: 'ann', RECORDED_STATEMENTS: notes, ...env },
    });

  /**
   * Everything is written before the answer is, so nothing of an operation is still to come.
   * @returns how many command lines were begun.
   */
  function take(operation: string | null): number {
    let begun = 0;
    const text = readFileSync(notes, 'utf8').slice(read);
    read += text.length;
    notebook.turnTo(operation);
    for (const line of text.split('\n').filter((each) => each !== '')) {
      const note = JSON.parse(line) as Note;
      if (note.operation !== undefined) {
        notebook.turnTo(note.operation);
        begun++;
      }
      if (note.prepared !== undefined) notebook.prepared(note.prepared);
      if (note.executed !== undefined) notebook.executed(note.executed);
    }
    notebook.turnTo(null);
    return begun;
  }

  async function runProgram(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
    const options = { cwd: folder, env: environment(env) };
    const { code, stdout, stderr } = await runProcess(process.execPath, [file, ...args], options);
    if (code !== 0) throw new Error(`A command ended with ${code}: ${stderr}`);
    return stdout;
  }

  return {
    async serve(operation, env) {
      const command = process.execPath;
      const server = { label: 'recorded', command, args: [file], env: environment(env), cwd: folder };
      const client = await McpStdioClient.start(server);
      take(operation);
      return client;
    },
    take,
    async run(commands, env) {
      writeFileSync(lines, JSON.stringify(commands));
      await runProgram([], { ...env, RECORDED_COMMANDS: lines });
      const begun = take(null);
      if (begun !== commands.length) throw new Error(`${begun} of ${commands.length} commands were run.`);
    },
    async runHook({ operation, args }, env) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const stdout = await runProgram(args, env ?? {});
        if (stdout.trim() === '') {
          take(null);
          continue;
        }
        take(operation);
        return;
      }
      throw new Error(`${operation} had nothing to say.`);
    },
    remove,
  };
}
