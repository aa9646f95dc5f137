import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { testFolder } from '../../support/test-folder.js';

/** A fresh folder with these files: texts as they are, all else as JSON. */
export function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = testFolder('auth');
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The problems of the error `configuration` that it must end with. */
export async function problemsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof MemoryGraphError) || thrown.code !== 'configuration') throw thrown;
    const problems = thrown.details.problems as readonly string[];
    for (const problem of problems) if (!thrown.message.includes(problem)) throw thrown;
    return problems;
  }
  return [];
}
