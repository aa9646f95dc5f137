import { asArray, asObject, textField } from './json.js';
import type { McpStdioClient } from './mcp-stdio-client.js';

export interface FoundMemory {
  readonly id: string;
  readonly content: string;
  readonly version: unknown;
  /** `TYPE from to` of every relationship shown with it. */
  readonly edges: readonly string[];
}

/** Ids of every memory that has the word exactly as written. */
export async function idsWithWord(client: McpStdioClient, word: string): Promise<string[]> {
  const { data } = await client.mustTool('search_memories', {
    query: word,
    search_tolerance: 'strict',
    detail: 'ids',
    limit: 20,
  });
  return asArray(data.results).map((hit) => textField(hit, 'id'));
}

/** The whole memory with its relationships; null where there is none. */
export async function getMemory(client: McpStdioClient, id: string): Promise<FoundMemory | null> {
  const { data, error } = await client.tool('get_memory', { memory_id: id, include_relationships: true });
  if (error !== null) return null;
  const memory = asObject(data.memory);
  return {
    id: textField(memory, 'id'),
    content: textField(memory, 'content'),
    version: memory.version,
    edges: asArray(data.relationships).map(
      (edge) =>
        `${textField(edge, 'type')} ${textField(edge, 'from_memory_id')} ${textField(edge, 'to_memory_id')}`,
    ),
  };
}
