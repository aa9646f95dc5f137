import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ROOT } from '../../support/paths.js';
import { type Item, type Link, linkKeys, type MadeFile } from './items.js';
import { mcpExpected, mcpHash, plain, pythonFields, pythonTime } from './json-files.js';

/** The real store of the fixtures, emptied: its schema is the program's own. */
function emptied(file: readonly string[], path: string, tables: readonly string[]): Database.Database {
  copyFileSync(join(ROOT, 'tests', 'fixtures', 'imports', ...file), path);
  const database = new Database(path);
  database.pragma('foreign_keys = OFF');
  for (const table of tables) database.exec(`DELETE FROM ${table}`);
  return database;
}

export function pythonSqlite(folder: string, items: readonly Item[], links: readonly Link[]): MadeFile {
  const path = join(folder, 'python.db');
  const database = emptied(['memorygraph-python-sqlite', 'memory-0.12.4.db'], path, [
    'relationships',
    'nodes',
  ]);
  const node = database.prepare('INSERT INTO nodes (id, label, properties) VALUES (?, ?, ?)');
  const edge = database.prepare(
    `INSERT INTO relationships (id, from_id, to_id, rel_type, properties, valid_from, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  database.transaction(() => {
    for (const item of items) {
      const context = {
        context_project_path: '/home/dana/code/shop-api',
        context_files_involved: '[]',
        context_languages: ['typescript'],
        context_additional_metadata: JSON.stringify({ number: item.number }),
        context_visibility: 'project',
      };
      node.run(item.id, 'Memory', JSON.stringify({ ...pythonFields(item), usage_count: 0, ...context }));
    }
    for (const { from, to, type } of links) {
      const time = pythonTime(from.created_at);
      const properties = {
        strength: 0.8,
        confidence: 0.8,
        context: null,
        evidence_count: 1,
        created_at: time,
      };
      edge.run(`edge-${from.number}`, from.id, to.id, type, JSON.stringify(properties), time, time);
    }
  })();
  database.close();
  return {
    format: 'memorygraph-python-sqlite',
    path,
    memories: new Map(items.map((item) => [item.id, { ...plain(item), title: item.title }])),
    relationships: linkKeys(links, (item) => item.id),
  };
}

export function mcpMemoryServiceSqlite(
  folder: string,
  items: readonly Item[],
  links: readonly Link[],
): MadeFile {
  const path = join(folder, 'sqlite_vec.db');
  const tables = ['memories', 'memory_graph', 'beliefs'];
  const database = emptied(['mcp-memory-service-sqlite', 'sqlite_vec.db'], path, tables);
  const memory = database.prepare(
    `INSERT INTO memories (content_hash, content, tags, memory_type, metadata, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const edge = database.prepare(
    `INSERT INTO memory_graph (source_hash, target_hash, similarity, connection_types, created_at, relationship_type)
     VALUES (?, ?, 0.8, '["semantic"]', ?, 'depends_on')`,
  );
  database.transaction(() => {
    for (const item of items) {
      const seconds = item.created_at.getTime() / 1000;
      const metadata = JSON.stringify({ number: item.number, access_count: 1 });
      const { content, type, tags } = item;
      memory.run(mcpHash(item), content, tags.join(','), type, metadata, seconds, seconds);
    }
    for (const { from, to } of links) edge.run(mcpHash(from), mcpHash(to), from.created_at.getTime() / 1000);
  })();
  database.close();
  return { format: 'mcp-memory-service-sqlite', path, ...mcpExpected(items, links) };
}
