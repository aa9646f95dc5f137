import {
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import { isIdentifier } from '../domain/identifiers.js';
import type { SearchAnswer } from '../domain/search-request.js';
import { MemoryGraphError } from '../errors/memory-graph-error.js';
import type { Connection } from './connection.js';
import { hitsMarkdown, memoryMarkdown, STORED_DATA_LINE } from './memory-markdown.js';
import { protocolError } from './protocol-error.js';
import { read } from './read.js';
import type { ToolServices } from './tool.js';

const MARKDOWN = 'text/markdown';
const RECENT_URI = 'memory://recent';
const RECENT_DAYS = 30;
const LISTED = 50;
const COMPLETED = 50;
const RELATIONSHIPS = 50;
const RECENT_TOKENS = 4_000;
// What one caller may read another may not, and it changes with every store.
const CACHE = { ttlMs: 0, cacheScope: 'private' } as const;

/** `memory://{id}`, one memory as Markdown, with recent ones listed and ids completed; `memory://recent`. */
export function registerResources(connection: Connection): void {
  const { server } = connection;
  const template = new ResourceTemplate('memory://{id}', {
    list: async (context) => ({
      resources: await read(connection, 'resources/list', context, async (services) =>
        (await recent(services, RECENT_TOKENS)).results.map((hit) => ({
          uri: `memory://${encodeURIComponent(hit.id)}`,
          name: hit.title,
          description: [hit.type, hit.created_at?.slice(0, 10)].filter(Boolean).join(', '),
          mimeType: MARKDOWN,
        })),
      ),
    }),
    complete: {
      id: async (prefix) =>
        await read(connection, 'completion/complete', undefined, ({ repositories }) =>
          repositories.memories.completeId(prefix, COMPLETED),
        ),
    },
  });
  server.registerResource(
    'memory',
    template,
    { title: 'Memory', description: 'One memory as Markdown.', mimeType: MARKDOWN, cacheHint: CACHE },
    async (uri, { id }, context) =>
      await read(
        connection,
        'resources/read',
        context,
        async (services) => page(uri.href, await memoryPage(services, typeof id === 'string' ? id : '')),
        {
          names: { id: typeof id === 'string' ? (unescaped(id) ?? '') : '' },
          asError: (error) =>
            error.code === 'not_found' ? new ResourceNotFoundError(uri.href) : protocolError(error),
        },
      ),
  );
  server.registerResource(
    'recent',
    RECENT_URI,
    {
      title: 'Recent activity',
      description: `What was stored or changed in the last ${RECENT_DAYS} days.`,
      mimeType: MARKDOWN,
      cacheHint: CACHE,
    },
    async (uri, context) =>
      await read(connection, 'resources/read', context, async (services) =>
        page(uri.href, recentPage(await recent(services, RECENT_TOKENS))),
      ),
  );
}

function recent(services: ToolServices, max_tokens: number): Promise<SearchAnswer> {
  return services.repositories.search.recent({ days: RECENT_DAYS, limit: LISTED, max_tokens });
}

async function memoryPage(services: ToolServices, escaped: string): Promise<string> {
  const id = unescaped(escaped);
  if (id === null || !isIdentifier(id)) throw new MemoryGraphError('not_found', 'That is no id of a memory.');
  const { memories, relationships } = services.repositories;
  const { memory } = await memories.get(id);
  const around = await relationships.of(id, { limit: RELATIONSHIPS });
  return memoryMarkdown(memory, around.relationships, around.titles);
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function recentPage(answer: SearchAnswer): string {
  const hits = hitsMarkdown(answer);
  const body = hits === '' ? `Nothing in the last ${RECENT_DAYS} days.` : `${STORED_DATA_LINE}\n\n${hits}`;
  return `# Recent activity\n\n${body}\n`;
}

function page(uri: string, text: string): ReadResourceResult {
  return { contents: [{ uri, mimeType: MARKDOWN, text }] };
}
