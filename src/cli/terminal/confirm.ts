import { createInterface } from 'node:readline/promises';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

/**
 * Asks before something is destroyed. Throws `usage` where no person is at the terminal to answer,
 * `cancelled` where the answer is not yes.
 */
export async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new MemoryGraphError('usage', `${question} Nobody is at a terminal to ask; --yes answers.`);
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${question} [y/N] `);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new MemoryGraphError('cancelled', 'Nothing was changed.');
  } finally {
    reader.close();
  }
}
