import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { asArray, textField } from './json.js';
import { McpStdioClient } from './mcp-stdio-client.js';
import { ownServer, peerFile } from './servers.js';

/** The most `store_memories` takes at once. */
const BATCH = 100;

/**
 * Stores texts through `store_memories` and returns their ids in order, and the rate.
 * @param more what else is said of the memory of a number, from 0 on.
 */
export async function fillOwn(
  folder: string,
  texts: readonly string[],
  more: (number: number) => Readonly<Record<string, unknown>> = () => ({}),
): Promise<{ ids: string[]; perSecond: number }> {
  const client = await McpStdioClient.start(ownServer({ folder, profile: 'extended' }));
  const start = performance.now();
  try {
    const ids: string[] = [];
    for (let at = 0; at < texts.length; at += BATCH) {
      const memories = texts
        .slice(at, at + BATCH)
        .map((content, i) => ({ type: 'general', content, ...more(at + i) }));
      const { data } = await client.mustTool('store_memories', { memories, on_duplicate: 'store' });
      ids.push(...asArray(data.results).map((result) => textField(result, 'id')));
    }
    if (ids.length !== texts.length)
      throw new Error(`${texts.length} texts stored, ${ids.length} ids came back`);
    return { ids, perSecond: Math.round(texts.length / ((performance.now() - start) / 1000)) };
  } finally {
    await client.close(60_000);
  }
}

/** Writes the peer's file as the peer itself would: an entity with one observation for each text. */
export async function fillPeer(folder: string, texts: readonly string[]): Promise<void> {
  const file = createWriteStream(peerFile(folder));
  for (const [i, text] of texts.entries()) {
    const line = JSON.stringify({ type: 'entity', ...peerEntity(i, text) });
    if (!file.write(i === 0 ? line : `\n${line}`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

export function peerEntity(
  number: number,
  text: string,
): { name: string; entityType: string; observations: string[] } {
  return { name: `memory-${number}`, entityType: 'general', observations: [text] };
}
