import type { Faults } from '../support/faults.js';
import { getMemory, idsWithWord } from '../support/find-memory.js';
import type { McpStdioClient } from '../support/mcp-stdio-client.js';
import { EDGE_TYPE, type Ledger, type Write } from './ledger.js';

/**
 * Finds out what became of a write whose answer never came: done as a whole or not at all. What was done goes
 * into the ledger, so that it has to stay.
 */
export async function settle(
  client: McpStdioClient,
  ledger: Ledger,
  write: Write,
  faults: Faults,
): Promise<boolean> {
  const done = await outcome(client, ledger, write, faults);
  if (done === null) return false;
  ledger.apply(write, done);
  return true;
}

/** The ids made by a write that was done, or null where it was not. */
async function outcome(
  client: McpStdioClient,
  ledger: Ledger,
  write: Write,
  faults: Faults,
): Promise<string[] | null> {
  if (write.kind === 'store') {
    const found = await Promise.all(write.memories.map(({ word }) => idsWithWord(client, word)));
    const ids = found.flat();
    if (ids.length === 0) return null;
    if (ids.length !== write.memories.length) faults.add('half a batch', { write, found });
    return ids;
  }
  if (write.kind === 'relate') {
    const memory = await getMemory(client, write.from);
    return memory?.edges.includes(`${EDGE_TYPE} ${write.from} ${write.to}`) ? [] : null;
  }
  const memory = await getMemory(client, write.id);
  if (write.kind === 'delete') return memory === null ? [] : null;
  if (memory?.content === write.content) return [];
  if (memory?.content !== ledger.live.get(write.id)?.content) faults.add('half an update', { write, memory });
  return null;
}

/** Checks that one memory is exactly what the ledger says. */
export async function checkMemory(
  client: McpStdioClient,
  ledger: Ledger,
  id: string,
  faults: Faults,
): Promise<void> {
  const memory = await getMemory(client, id);
  const known = ledger.live.get(id);
  if (known === undefined) {
    const word = ledger.deleted.get(id)?.word ?? '';
    if (memory !== null) faults.add('deleted and there again', memory);
    if ((await idsWithWord(client, word)).length > 0) faults.add('deleted and found', { id, word });
    return;
  }
  if (memory === null) return faults.add('acknowledged and lost', known);
  if (memory.content !== known.content) faults.add('other content', { known, memory });
  const ids = await idsWithWord(client, known.word);
  if (ids.length !== 1 || ids[0] !== id) faults.add('not found by its word', { known, ids });
  const wanted = ledger.edgesOf(id).sort().join('; ');
  const edges = [...memory.edges].sort().join('; ');
  if (edges !== wanted) faults.add('other relationships', { id, wanted, edges });
}

/** Checks that nothing is found by a word of a former content. */
export async function checkFormerWord(client: McpStdioClient, word: string, faults: Faults): Promise<void> {
  const ids = await idsWithWord(client, word);
  if (ids.length > 0) faults.add('found by a former word', { word, ids });
}
