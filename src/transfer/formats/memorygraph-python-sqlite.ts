import type { ForeignDatabase } from '../../contracts/foreign-database.js';
import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat, ImportInput } from './format.js';
import { pythonContext, pythonMemory } from './memorygraph-python-record.js';
import { memoryLines } from './records/memory-lines.js';
import { recordNotes } from './records/record-notes.js';
import { relationshipLines } from './records/relationship-lines.js';
import { hasTables, type NeededTables, needTables, presentColumns } from './records/tables.js';
import { type Fields, jsonFields, textOf } from './records/values.js';

const NEEDED: NeededTables = {
  nodes: ['id', 'label', 'properties'],
  relationships: ['id', 'from_id', 'to_id', 'rel_type', 'properties'],
};
const NODES = ['id', 'label', 'properties', 'created_at', 'updated_at'];
const EDGES = ['id', 'from_id', 'to_id', 'rel_type', 'properties', 'created_at'];
/** Since version 0.11; the properties of an edge do not follow them when it is closed. */
const TEMPORAL = ['valid_from', 'valid_until', 'invalidated_by'];
const CONTEXT = 'context_';

/** The store of the Python memorygraph, its older schemas too. */
export const memorygraphPythonSqlite: ImportFormat = {
  name: 'memorygraph-python-sqlite',
  title: 'the store of the Python memorygraph (memory.db)',
  recognises: ({ tables }) => hasTables(tables, NEEDED),
  read: readStore,
};

async function* readStore(input: ImportInput): AsyncGenerator<ImportLine> {
  const database = await input.openDatabase(input.path);
  try {
    needTables(input.path, database, NEEDED);
    yield* nodes(database);
    yield* edges(database);
  } finally {
    database.close();
  }
}

function* nodes(database: ForeignDatabase): Generator<ImportLine> {
  const columns = presentColumns(database, 'nodes', NODES);
  let number = 0;
  for (const row of database.rows('nodes', columns, 'id')) {
    number++;
    const notes = recordNotes(number);
    const label = textOf(row.label) ?? '';
    const id = textOf(row.id);
    if (label !== 'Memory') {
      notes.leaveOut('memory', `it is a node with the label ${label.slice(0, 50)}`);
      yield* notes.lines;
    } else if (id === null) {
      notes.leaveOut('memory', 'it has no id');
      yield* notes.lines;
    } else {
      const properties = jsonFields(row.properties);
      if (isUsed(properties)) notes.leaveOut('detail', 'how often it was used');
      yield* notes.lines;
      const { created_at = row.created_at, updated_at = row.updated_at } = properties;
      yield* memoryLines(
        number,
        pythonMemory(id, { ...properties, created_at, updated_at }, contextOf(properties)),
      );
    }
  }
}

function* edges(database: ForeignDatabase): Generator<ImportLine> {
  const columns = [
    ...presentColumns(database, 'relationships', EDGES),
    ...presentColumns(database, 'relationships', TEMPORAL),
  ];
  const sources = columns.includes('invalidated_by') ? sourcesOfClosing(database) : new Map<string, string>();
  let number = 0;
  for (const row of database.rows('relationships', columns, 'id')) {
    number++;
    const properties = jsonFields(row.properties);
    const by = textOf(row.invalidated_by);
    if (by !== null) {
      const notes = recordNotes(number);
      if (sources.has(by)) notes.map('invalidated_by (a relationship)', 'the memory it comes from');
      yield* notes.lines;
    }
    yield* relationshipLines(number, {
      ...properties,
      id: row.id,
      from: textOf(row.from_id) ?? '',
      to: textOf(row.to_id) ?? '',
      type: row.rel_type,
      context: pythonContext(properties.context),
      created_at: properties.created_at ?? row.created_at,
      valid_from: row.valid_from ?? properties.valid_from ?? properties.created_at ?? row.created_at,
      valid_until: row.valid_until,
      invalidated_by: by === null ? null : (sources.get(by) ?? by),
    });
  }
}

/** Relationships that took the place of others, and where they come from: here it is memories that do so. */
function sourcesOfClosing(database: ForeignDatabase): Map<string, string> {
  const closing = new Set<string>();
  for (const { invalidated_by } of database.rows('relationships', ['invalidated_by'], 'id'))
    if (typeof invalidated_by === 'string') closing.add(invalidated_by);
  const sources = new Map<string, string>();
  if (closing.size === 0) return sources;
  for (const { id, from_id } of database.rows('relationships', ['id', 'from_id'], 'id'))
    if (typeof id === 'string' && typeof from_id === 'string' && closing.has(id)) sources.set(id, from_id);
  return sources;
}

function contextOf(properties: Fields): Fields {
  const entries = Object.entries(properties).filter(([key]) => key.startsWith(CONTEXT));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(CONTEXT.length), value]));
}

function isUsed({ usage_count, last_accessed }: Fields): boolean {
  return (typeof usage_count === 'number' && usage_count > 0) || textOf(last_accessed) !== null;
}
