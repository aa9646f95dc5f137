import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat } from './format.js';
import { jsonHead } from './records/json-head.js';
import { readJsonRecords } from './records/json-records.js';
import { madeId } from './records/made-id.js';
import { memoryLines } from './records/memory-lines.js';
import { relationshipLines } from './records/relationship-lines.js';
import { type Fields, fieldsOf, jsonList, textOf } from './records/values.js';

const SECTIONS: ReadonlySet<string> = new Set(['', 'results', 'memories']);
const TEXTS = ['memory', 'text', 'data', 'content'] as const;
/** What has a field of its own here, and what belonged to one search alone. */
const USED: ReadonlySet<string> = new Set([
  ...TEXTS,
  'id',
  'metadata',
  'categories',
  'created_at',
  'updated_at',
  'expiration_date',
  'hash',
  'score',
  'user_id',
]);

/** What mem0 gives out: all memories of its library or platform, with or without relations. */
export const mem0Json: ImportFormat = {
  name: 'mem0-json',
  title: 'memories of mem0 as JSON (get_all, or the export of its platform)',
  recognises(input) {
    const { root, paths } = jsonHead(input);
    if (root === 'array') return paths.has('[].memory');
    return ['results', 'memories'].some((key) => paths.has(`${key}[].memory`));
  },
  async *read({ path }, signal): AsyncGenerator<ImportLine> {
    const entities = new Map<string, number>();
    for await (const { section, number, value } of readJsonRecords(path, signal)) {
      if (SECTIONS.has(section)) yield* memoryOf(number, fieldsOf(value));
      else if (section === 'relations') yield* relationOf(number, fieldsOf(value), entities);
    }
  },
};

function memoryOf(number: number, fields: Fields): ImportLine[] {
  const metadata = fieldsOf(fields.metadata);
  const others = Object.entries(fields).filter(([key, value]) => !USED.has(key) && value !== null);
  const content = TEXTS.map((key) => textOf(fields[key])).find((text) => text !== null) ?? null;
  const id = textOf(fields.id);
  return memoryLines(number, {
    id: id ?? madeId('mem0', content ?? '', textOf(fields.user_id) ?? ''),
    ...(id === null ? { original_id: `record ${number}` } : {}),
    type: 'fact',
    content,
    tags: jsonList(fields.categories),
    created_at: fields.created_at,
    updated_at: fields.updated_at,
    valid_until: fields.expiration_date,
    context: { user_id: fields.user_id },
    metadata: { ...metadata, ...Object.fromEntries(others) },
  });
}

/** Relations of mem0 lead from name to name: each name becomes a memory of its own. */
function relationOf(number: number, fields: Fields, entities: Map<string, number>): ImportLine[] {
  const source = textOf(fields.source);
  const target = textOf(fields.target) ?? textOf(fields.destination);
  if (source === null || target === null)
    return [{ kind: 'left_out', number, record: 'relationship', reason: 'it lacks one of its names' }];
  const lines: ImportLine[] = [];
  for (const name of new Set([source, target])) {
    if (entities.has(name)) continue;
    entities.set(name, number);
    lines.push({ kind: 'mapped', number, what: 'a name in relations', to: 'a memory of its own' });
    lines.push(
      ...memoryLines(number, {
        id: entityId(name),
        original_id: `entity ${name}`,
        type: 'general',
        title: name,
        content: name,
        tags: ['entity'],
      }),
    );
  }
  const type = textOf(fields.relationship) ?? textOf(fields.relation) ?? '';
  return [...lines, ...relationshipLines(number, { from: entityId(source), to: entityId(target), type })];
}

function entityId(name: string): string {
  return madeId('mem0', 'entity', name);
}
