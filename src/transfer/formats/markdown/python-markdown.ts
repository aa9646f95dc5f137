import type { ImportLine } from '../../import/read-import.js';
import type { ImportFormat, ImportInput } from '../format.js';
import { type ForeignMemory, memoryLines } from '../records/memory-lines.js';
import { keptText, textField } from '../records/plain-values.js';
import { relationshipLines } from '../records/relationship-lines.js';
import { splitNote } from './front-matter.js';
import { noteKind } from './note-kind.js';
import { directionOf, type Listed } from './python-directions.js';
import { readText } from './read-note.js';
import { notANote, walk } from './walk.js';

const KEYS = [
  'title',
  'id',
  'type',
  'importance',
  'confidence',
  'tags',
  'created_at',
  'updated_at',
  'project',
  'languages',
  'technologies',
] as const;
type Key = (typeof KEYS)[number];

const LINK = /^- \*\*([A-Z_]+)\*\* → \[([^\n]*)\]\(([^()\s]+)\)$/;
const RELATIONSHIPS = '\n\n## Relationships\n\n';
const CONTENT = '## Content\n\n';
const SUMMARY = '## Summary\n\n';

/** The Markdown export of the Python memorygraph: one file a memory. */
export const pythonMarkdown: ImportFormat = {
  name: 'memorygraph-python-markdown',
  title: 'the Markdown export of the Python memorygraph',
  recognises: (input) => noteKind(input) === 'python',
  read: readPages,
};

async function* readPages(input: ImportInput, signal?: AbortSignal): AsyncGenerator<ImportLine> {
  const types = new Map<string, string>();
  const listed: Listed[] = [];
  let number = 0;
  for await (const found of walk(input, signal)) {
    number++;
    if (found.kind === 'other') {
      yield notANote(number, found);
      continue;
    }
    const page = pageOf((await readText(found.file)) ?? '');
    if (page === null) {
      yield { kind: 'left_out', number, record: 'memory', reason: 'a file that the export did not write' };
      continue;
    }
    types.set(page.memory.id, String(page.memory.type));
    for (const { type, other } of page.links) listed.push({ number, type, one: page.memory.id, other });
    yield* memoryLines(number, page.memory);
  }
  yield* edgesOf(listed, types);
}

/** Both ends list an edge, with the same arrow: it is one edge, and what the arrow points at says nothing. */
function* edgesOf(listed: readonly Listed[], types: ReadonlyMap<string, string>): Generator<ImportLine> {
  const seen = new Set<string>();
  const undirected = new Map<string, { number: number; from: string; to: string; names: string[] }>();
  for (const each of listed) {
    const { number, type, one, other } = each;
    const [from = one, to = other] = [one, other].toSorted();
    const key = JSON.stringify([type, from, to]);
    if (seen.has(key)) continue;
    seen.add(key);
    const direction = directionOf(each, types);
    if (direction !== null) {
      yield* relationshipLines(number, { ...direction, type });
      continue;
    }
    yield { kind: 'mapped', number, what: `relation ${type} of unknown direction`, to: 'RELATED_TO' };
    const pair = JSON.stringify([from, to]);
    const known = undirected.get(pair);
    if (known === undefined) undirected.set(pair, { number, from, to, names: [type] });
    else known.names.push(type);
  }
  for (const { number, from, to, names } of undirected.values()) {
    const context = `${names.join(', ')}; the export does not say in which direction`;
    yield* relationshipLines(number, { from, to, type: 'RELATED_TO', context });
  }
}

function pageOf(text: string): { memory: ForeignMemory; links: { type: string; other: string }[] } | null {
  const plain = text.includes('---\r\n') ? text.replaceAll('\r\n', '\n') : text;
  const note = splitNote(plain);
  const fields = fieldsOf(note.front);
  const id = fields.get('id') ?? '';
  const summarised = note.body.startsWith(`\n${SUMMARY}`);
  const start = note.body.indexOf(CONTENT);
  if (note.fields === null || id === '' || start < 0) return null;
  const { content, links } = contentOf(note.body.slice(start + CONTENT.length));
  if (content.trim() === '') return null;
  const project = fields.get('project');
  const memory: ForeignMemory = {
    id,
    original_id: id,
    type: fields.get('type') ?? '',
    title: fields.get('title') ?? null,
    content: keptText(content),
    summary: summarised ? keptText(note.body.slice(1 + SUMMARY.length, start).trim()) : null,
    tags: listOf(fields.get('tags')),
    importance: numberOf(fields.get('importance')),
    confidence: numberOf(fields.get('confidence')),
    created_at: fields.get('created_at') ?? null,
    updated_at: fields.get('updated_at') ?? null,
    context: {
      ...(project === undefined ? {} : { project_path: project }),
      ...(fields.has('languages') ? { languages: listOf(fields.get('languages')) } : {}),
      ...(fields.has('technologies') ? { technologies: listOf(fields.get('technologies')) } : {}),
    },
  };
  return { memory, links };
}

/** The export writes values as they are, so the front matter is no YAML: keys come in one order, once. */
function fieldsOf(front: string): Map<Key, string> {
  const fields = new Map<Key, string>();
  let last = -1;
  for (const line of front.split('\n')) {
    const next = KEYS.findIndex((key, index) => index > last && line.startsWith(`${key}:`));
    const key = KEYS[next < 0 ? last : next];
    if (key === undefined) continue;
    const value = next < 0 ? `${fields.get(key) ?? ''} ${line}` : line.slice(key.length + 1);
    fields.set(key, keptText(value.trim()));
    if (next >= 0) last = next;
  }
  return fields;
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined || value === '' ? undefined : Number(value);
}

/** A list of names between brackets, with a comma and a blank between them: a name may hold a comma. */
function listOf(value: string | undefined): string[] {
  const inner = /^\[(.*)\]$/.exec(value ?? '')?.[1] ?? '';
  return inner.split(', ').flatMap((each) => textField(each) ?? []);
}

/** The last heading of that name begins the list of links, if nothing but links follows it. */
function contentOf(rest: string): { content: string; links: { type: string; other: string }[] } {
  const at = `\n\n${rest}`.lastIndexOf(RELATIONSHIPS) - 2;
  const lines =
    at < -2
      ? []
      : rest
          .slice(at + RELATIONSHIPS.length)
          .split('\n')
          .filter((line) => line !== '');
  const links = lines.map((line) => LINK.exec(line));
  if (links.length === 0 || links.includes(null)) return { content: rest.replace(/\n$/, ''), links: [] };
  const found = links.map((link) => ({ type: link?.[1] ?? '', other: link?.[3] ?? '' }));
  return { content: rest.slice(0, Math.max(at, 0)), links: found };
}
