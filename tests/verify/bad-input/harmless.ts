import type { Faults } from '../../support/faults.js';
import { getMemory } from '../../support/find-memory.js';
import { textField } from '../../support/json.js';
import type { McpStdioClient } from '../../support/mcp-stdio-client.js';
import type { Random } from '../../support/random.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';

/** Stores and changes memories whose every text is hostile: each must come back byte by byte. */
export async function roundTrips(
  client: McpStdioClient,
  count: number,
  random: Random,
  faults: Faults,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const hostile = HOSTILE_TEXTS[i % HOSTILE_TEXTS.length] ?? '';
    const content = `${hostile} ${i} ${random.pick(HOSTILE_TEXTS)}\nend`;
    const args = {
      type: 'general',
      content,
      summary: random.pick(HOSTILE_TEXTS).slice(0, 400).toWellFormed(),
      tags: [random.pick(HOSTILE_TEXTS).slice(0, 80).toWellFormed()],
      context: {
        additional_metadata: { [random.pick(HOSTILE_TEXTS) || 'key']: hostile },
        languages: ['typescript'],
      },
      on_duplicate: 'store',
    };
    // Metadata with this key is refused by name.
    if (Object.hasOwn(args.context.additional_metadata, '__proto__')) continue;
    try {
      const id = textField((await client.mustTool('store_memory', args)).data, 'id');
      await expectContent(client, id, content, faults);
      const changed = `${random.pick(HOSTILE_TEXTS)} ${content}`;
      await client.mustTool('update_memory', { memory_id: id, content: changed });
      await expectContent(client, id, changed, faults);
      if (random.chance(0.5)) await client.mustTool('delete_memory', { memory_id: id });
    } catch (error) {
      faults.add('harmless text refused', error);
    }
  }
}

async function expectContent(
  client: McpStdioClient,
  id: string,
  content: string,
  faults: Faults,
): Promise<void> {
  const memory = await getMemory(client, id);
  if (memory?.content !== content) faults.add('content came back changed', { content, memory });
}
