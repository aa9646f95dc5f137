import { McpStdioClient } from '../../support/mcp-stdio-client.js';
import { peerFile, peerServer } from '../../support/servers.js';
import { type Item, type Link, linkKeys, type MadeFile } from './items.js';
import { plain } from './json-files.js';

const CHUNK = 1_000;

/** Written by the reference server itself, through its own tools. */
export async function serverMemory(
  folder: string,
  items: readonly Item[],
  links: readonly Link[],
): Promise<MadeFile> {
  const client = await McpStdioClient.start(peerServer(folder), { timeoutMs: 600_000 });
  for (let start = 0; start < items.length; start += CHUNK) {
    const entities = items.slice(start, start + CHUNK).map(({ title, type, content }) => ({
      name: title,
      entityType: type,
      observations: content.split('\n'),
    }));
    await client.mustTool('create_entities', { entities });
  }
  for (let start = 0; start < links.length; start += CHUNK) {
    const relations = links
      .slice(start, start + CHUNK)
      .map(({ from, to }) => ({ from: from.title, to: to.title, relationType: 'depends on' }));
    await client.mustTool('create_relations', { relations });
  }
  await client.close();
  return {
    format: 'server-memory-jsonl',
    made_by: '@modelcontextprotocol/server-memory',
    path: peerFile(folder),
    memories: new Map(items.map((item) => [item.title, expected(item)])),
    relationships: linkKeys(links, (item) => item.title),
  };
}

/** It knows no times and no importance; its types are the only tags. */
function expected(item: Item): Record<string, unknown> {
  const { valid_from: _none, ...fields } = plain(item);
  return { ...fields, title: item.title, tags: [item.type], importance: 0.5 };
}
