import { readGuardedJson } from '../files/json-guard.js';
import { readLines } from '../files/read-lines.js';
import type { ImportLine } from '../import/read-import.js';
import type { ImportFormat, ImportInput } from './format.js';
import { jsonHead } from './records/json-head.js';
import { readJsonRecords } from './records/json-records.js';
import { madeId } from './records/made-id.js';
import { memoryLines } from './records/memory-lines.js';
import { recordNotes } from './records/record-notes.js';
import { relationshipLines } from './records/relationship-lines.js';
import { type Fields, fieldsOf, jsonList, textOf } from './records/values.js';

const ENTITY = ['name', 'entityType'];
const RELATION = ['from', 'to', 'relationType'];
const USED: ReadonlySet<string> = new Set(['type', 'name', 'entityType', 'observations']);

/** The graph of the MCP reference server: its file of JSON lines, or the graph as its tool shows it. */
export const serverMemoryJsonl: ImportFormat = {
  name: 'server-memory-jsonl',
  title: 'the file of the MCP reference memory server (memory.jsonl)',
  recognises(input) {
    const { root, paths } = jsonHead(input);
    if (root !== 'object') return false;
    return isLine(paths) || isGraph(paths);
  },
  async *read(input, signal): AsyncGenerator<ImportLine> {
    if (isGraph(jsonHead(input).paths)) {
      for await (const { section, number, value } of readJsonRecords(input.path, signal)) {
        if (section === 'entities') yield* entityLines(number, fieldsOf(value));
        else if (section === 'relations') yield* relationLines(number, fieldsOf(value));
      }
    } else yield* linesOf(input, signal);
  },
};

async function* linesOf({ path }: ImportInput, signal?: AbortSignal): AsyncGenerator<ImportLine> {
  for await (const { number, text } of readLines(path, signal)) {
    const line = text.replace(/^\ufeff/, '');
    if (line.trim() === '') continue;
    const fields = parsed(line);
    if (fields === null) yield { kind: 'problem', number, problem: 'is not JSON' };
    else if (fields.type === 'entity') yield* entityLines(number, fields);
    else if (fields.type === 'relation') yield* relationLines(number, fields);
    else yield unknown(number);
  }
}

function entityLines(number: number, fields: Fields): ImportLine[] {
  const name = textOf(fields.name) ?? '';
  const type = textOf(fields.entityType) ?? '';
  const observations = jsonList(fields.observations).flatMap((each) => textOf(each) ?? []);
  const others = Object.entries(fields).filter(([key]) => !USED.has(key));
  return memoryLines(number, {
    id: entityId(name),
    original_id: name === '' ? `line ${number}` : name,
    type,
    title: name,
    content: observations.length === 0 ? name : [...new Set(observations)].join('\n'),
    tags: [type],
    metadata: Object.fromEntries(others),
  });
}

function relationLines(number: number, fields: Fields): ImportLine[] {
  const [from, to] = [fields.from, fields.to];
  if (typeof from !== 'string' || typeof to !== 'string') return [unknown(number)];
  return relationshipLines(number, {
    from: entityId(textOf(from) ?? ''),
    to: entityId(textOf(to) ?? ''),
    type: fields.relationType,
  });
}

/** Entities have no id: their name is what they are known by. */
function entityId(name: string): string {
  return madeId('server-memory', 'entity', name);
}

/** What only a newer version of the program writes is left out; what cannot be kept as text is mended later. */
function parsed(line: string): Fields | null {
  const read = readGuardedJson(line);
  if ('value' in read) return fieldsOf(read.value);
  try {
    return read.fault.startsWith('holds') ? fieldsOf(JSON.parse(line)) : null;
  } catch {
    return null;
  }
}

function unknown(number: number): ImportLine {
  const notes = recordNotes(number);
  notes.leaveOut('memory', 'it is neither an entity nor a relation');
  return notes.lines[0] as ImportLine;
}

function isLine(paths: ReadonlySet<string>): boolean {
  const has = (key: string) => paths.has(key);
  return has('type') && (ENTITY.every(has) || RELATION.every(has));
}

function isGraph(paths: ReadonlySet<string>): boolean {
  return paths.has('entities') && ['entities[].entityType', 'relations'].some((path) => paths.has(path));
}
