import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Item, type Link, linkKeys, type MadeFile } from './items.js';

const PROJECT = '/home/dana/code/shop-api';

/** As the Python memorygraph exports: times with microseconds and an offset, a context as JSON in JSON. */
export function pythonJson(folder: string, items: readonly Item[], links: readonly Link[]): MadeFile {
  const path = join(folder, 'python.json');
  const memories = items.map((item) => ({
    ...pythonFields(item),
    summary: null,
    context: {
      project_path: PROJECT,
      languages: ['typescript'],
      additional_metadata: { number: item.number },
    },
  }));
  const relationships = links.map(({ from, to, type }) => ({
    from_memory_id: from.id,
    to_memory_id: to.id,
    type,
    properties: { strength: 0.8, confidence: 0.8, context: null, evidence_count: 1 },
  }));
  const counts = { memory_count: memories.length, relationship_count: relationships.length };
  writeFileSync(
    path,
    JSON.stringify(
      { format_version: '2.0', export_version: '1.0', ...counts, memories, relationships },
      null,
      2,
    ),
  );
  return {
    format: 'memorygraph-python-json',
    path,
    memories: new Map(items.map((item) => [item.id, { ...plain(item), title: item.title }])),
    relationships: linkKeys(links, (item) => item.id),
  };
}

/** The fields of a memory as the Python memorygraph writes them. */
export function pythonFields({ id, type, title, content, tags, importance, created_at }: Item) {
  const time = pythonTime(created_at);
  return { id, type, title, content, tags, importance, confidence: 0.8, created_at: time, updated_at: time };
}

/** A time in Python's form. */
export function pythonTime(time: Date): string {
  return time.toISOString().replace('Z', '456+00:00');
}

export function mcpMemoryServiceJson(folder: string, items: readonly Item[]): MadeFile {
  const path = join(folder, 'mcp-memory-service.json');
  const memories = items.map((item) => ({
    content: item.content,
    content_hash: mcpHash(item),
    tags: item.tags,
    created_at: item.created_at.getTime() / 1000,
    updated_at: item.created_at.getTime() / 1000,
    memory_type: item.type,
    metadata: { number: item.number, access_count: 1, access_queries: [{ query: 'q', timestamp: 1 }] },
    store: 'default',
    export_source: 'vm',
  }));
  const export_metadata = { source_machine: 'vm', total_memories: items.length, exporter_version: '5.0.1' };
  writeFileSync(path, JSON.stringify({ export_metadata, memories }, null, 2));
  return { format: 'mcp-memory-service-json', path, ...mcpExpected(items, []) };
}

/** A content hash as mcp-memory-service makes it, near enough: 64 hexadecimal digits. */
export function mcpHash(item: Item): string {
  return createHash('sha256').update(item.content).digest('hex');
}

/** It knows no titles and no importance. */
export function mcpExpected(items: readonly Item[], links: readonly Link[]) {
  return {
    memories: new Map(items.map((item) => [mcpHash(item), { ...plain(item), importance: 0.5 }])),
    relationships: linkKeys(links, mcpHash),
  };
}

export function mem0Json(folder: string, items: readonly Item[]): MadeFile {
  const path = join(folder, 'mem0.json');
  const results = items.map((item) => ({
    id: item.id,
    memory: item.content,
    hash: createHash('md5').update(item.content).digest('hex'),
    metadata: { number: item.number },
    created_at: pythonTime(item.created_at),
    updated_at: null,
    user_id: 'dana',
    categories: item.tags,
  }));
  writeFileSync(path, JSON.stringify({ results }));
  return {
    format: 'mem0-json',
    path,
    memories: new Map(items.map((item) => [item.id, { ...plain(item), type: 'fact', importance: 0.5 }])),
    relationships: new Set(),
  };
}

/** What every format that knows times holds. */
export function plain({ type, content, tags, importance, created_at }: Item) {
  return { type, content, tags, importance, valid_from: created_at.toISOString(), valid_until: null };
}
