import type { ForeignDatabase } from '../../contracts/foreign-database.js';
import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat, ImportInput } from './format.js';
import { mcpMemories } from './mcp-memory-service-record.js';
import { relationshipLines } from './records/relationship-lines.js';
import { hasTables, type NeededTables, needTables, presentColumns } from './records/tables.js';
import { jsonFields, jsonList, textOf, timeOf, unitOf } from './records/values.js';

const NEEDED: NeededTables = { memories: ['content_hash', 'content', 'memory_type'] };
const MEMORIES = [
  'content_hash',
  'content',
  'tags',
  'memory_type',
  'metadata',
  'created_at',
  'updated_at',
  'created_at_iso',
  'updated_at_iso',
  'deleted_at',
  'store',
  'version',
  'confidence',
  'superseded_by',
];
const EDGES = [
  'source_hash',
  'target_hash',
  'similarity',
  'connection_types',
  'metadata',
  'created_at',
  'relationship_type',
];

/** The SQLite store of mcp-memory-service; its vectors and its full-text index are not touched. */
export const mcpMemoryServiceSqlite: ImportFormat = {
  name: 'mcp-memory-service-sqlite',
  title: 'the store of mcp-memory-service (sqlite_vec.db)',
  recognises: ({ tables }) => hasTables(tables, NEEDED),
  read: readStore,
};

async function* readStore(input: ImportInput): AsyncGenerator<ImportLine> {
  const database = await input.openDatabase(input.path);
  try {
    needTables(input.path, database, NEEDED);
    yield* memories(database);
    yield* edges(database);
    yield* beliefs(database);
  } finally {
    database.close();
  }
}

function* memories(database: ForeignDatabase): Generator<ImportLine> {
  const read = mcpMemories();
  let number = 0;
  for (const row of database.rows(
    'memories',
    presentColumns(database, 'memories', MEMORIES),
    'content_hash',
  )) {
    number++;
    if (row.deleted_at === null || row.deleted_at === undefined) yield* read.lines(number, row);
    else yield { kind: 'left_out', number, record: 'memory', reason: 'it was deleted there' };
  }
  yield* read.end();
}

function* edges(database: ForeignDatabase): Generator<ImportLine> {
  const columns = presentColumns(database, 'memory_graph', EDGES);
  if (!columns.includes('source_hash') || !columns.includes('target_hash')) return;
  let number = 0;
  for (const row of database.rows('memory_graph', columns, 'source_hash')) {
    const kinds = jsonList(row.connection_types).flatMap((each) => textOf(each) ?? []);
    const type = textOf(row.relationship_type) ?? 'related';
    yield* relationshipLines(++number, {
      from: textOf(row.source_hash) ?? '',
      to: textOf(row.target_hash) ?? '',
      type: type === 'related' ? 'RELATED_TO' : type,
      strength: unitOf(row.similarity),
      confidence: unitOf(jsonFields(row.metadata).confidence),
      context: textOf(jsonFields(row.metadata).context) ?? kinds.join(', '),
      created_at: timeOf(row.created_at),
    });
  }
}

/** Conclusions that the program drew itself from memories, which are here. */
function* beliefs(database: ForeignDatabase): Generator<ImportLine> {
  if (database.tables.get('beliefs')?.includes('content') !== true) return;
  let number = 0;
  for (const _row of database.rows('beliefs', ['content'], 'content'))
    yield {
      kind: 'left_out',
      number: ++number,
      record: 'memory',
      reason: 'it is a belief drawn from others',
    };
}
