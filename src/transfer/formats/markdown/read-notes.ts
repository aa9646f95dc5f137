import { posix } from 'node:path';
import type { JsonValue } from '../../../domain/memory-context.js';
import { parseTime } from '../../../domain/time.js';
import type { ImportLine } from '../../import/read-import.js';
import type { ImportInput } from '../format.js';
import { madeId, ownText } from '../records/made-id.js';
import { type ForeignMemory, memoryLines } from '../records/memory-lines.js';
import { keptText, listField, plainValue, textField } from '../records/plain-values.js';
import { relationshipLines } from '../records/relationship-lines.js';
import type { SplitNote } from './front-matter.js';
import { createLinkIndex } from './link-index.js';
import { fieldLinks, type NoteLink, type NoteMarks, noteMarks } from './note-marks.js';
import { readNote } from './read-note.js';
import { meaningOf } from './verbs.js';
import { notANote, walk } from './walk.js';

/** What programs that keep notes differ in. */
export interface NoteFlavour {
  readonly tagsIn: 'observations' | 'everywhere';
  /** Fields that become something else than metadata. */
  readonly used: readonly string[];
  recordOf(note: SplitNote, path: string): NoteRecord;
  metadataOf(note: SplitNote, path: string, categories: readonly string[]): Record<string, JsonValue>;
  /** Other names the note can be linked by. */
  namesOf(note: SplitNote): readonly (string | null)[];
}

/** What a note is called; `type` and `title` null where it does not say. */
interface NoteRecord {
  readonly id: string;
  readonly original_id: string;
  readonly type: string | null;
  readonly title: string | null;
  readonly summary?: string | null;
}

interface Pending {
  readonly number: number;
  readonly from: string;
  readonly path: string;
  readonly links: readonly NoteLink[];
}

const CREATED = ['created', 'created_at', 'created-at', 'date', 'date created', 'createdAt'];
const UPDATED = [
  'updated',
  'updated_at',
  'updated-at',
  'modified',
  'last_modified',
  'lastmod',
  'date modified',
  'updatedAt',
];
const TAGS = ['tags', 'tag'];

/** Notes as lines of an import: each memory as its file is read, relationships when all names are known. */
export async function* readNotes(
  input: ImportInput,
  flavour: NoteFlavour,
  signal?: AbortSignal,
): AsyncGenerator<ImportLine> {
  const index = createLinkIndex();
  const pending: Pending[] = [];
  const ids = new Set<string>();
  let number = 0;
  for await (const found of walk(input, signal)) {
    number++;
    if (found.kind === 'other') {
      yield notANote(number, found);
      continue;
    }
    const note = await readNote(found.file);
    const path = found.path.normalize('NFC');
    const marks = noteMarks(note?.body ?? '', flavour.tagsIn);
    const record = note === null ? null : recordOf(note, marks, path, found.modified, flavour);
    if (note === null || record === null) {
      const reason = note === null ? 'a file that is no UTF-8 text' : 'an empty note';
      yield { kind: 'left_out', number, record: 'memory', reason };
      continue;
    }
    if (note.damaged)
      yield {
        kind: 'left_out',
        number,
        record: 'detail',
        reason: 'front matter that is no YAML; its plain lines were read',
      };
    // A copied file says it is the note it was copied from.
    const own = ids.has(record.id) ? { ...record, ...copyOf(record, path) } : record;
    ids.add(own.id);
    index.add(own.id, { path, names: [own.title, ...flavour.namesOf(note)] });
    const links = [...fieldLinks(note.fields ?? {}), ...marks.links];
    if (links.length > 0) pending.push({ number, from: own.id, path, links: links.map(remembered) });
    yield* memoryLines(number, own);
  }
  for (const each of pending) yield* relationshipsOf(each, (link) => index.find(link, each.path));
}

/** Notes may be large, and links are remembered until all notes are read. */
function remembered({ target, verb, context, relative }: NoteLink): NoteLink {
  return {
    target: ownText(target),
    verb: ownText(verb),
    context: context === null ? null : ownText(context),
    relative,
  };
}

function recordOf(
  note: SplitNote,
  marks: NoteMarks,
  path: string,
  modified: string,
  flavour: NoteFlavour,
): (ForeignMemory & { readonly original_id: string; readonly title: string }) | null {
  const fields = note.fields ?? {};
  const own = flavour.recordOf(note, path);
  const text = keptText(note.body)
    .replace(/^(?:[ \t]*\r?\n)+/, '')
    .trimEnd();
  const title = own.title ?? posix.basename(path).replace(/\.[^.]*$/, '');
  // A note that is all front matter still says something.
  const content = text.trim() === '' && note.fields !== null ? title : text;
  if (content.trim() === '') return null;
  const others = Object.entries(fields).filter(
    ([key]) => ![...flavour.used, ...TAGS, ...CREATED, ...UPDATED].includes(key),
  );
  return {
    ...own,
    title,
    content,
    tags: [...TAGS.flatMap((key) => listField(fields[key] ?? [])), ...marks.tags],
    created_at: firstTime(fields, CREATED),
    updated_at: firstTime(fields, UPDATED) ?? modified,
    metadata: {
      ...(plainValue(Object.fromEntries(others)) as Record<string, JsonValue>),
      ...flavour.metadataOf(note, path, marks.categories),
    },
  };
}

function copyOf(record: { id: string; original_id: string }, path: string) {
  return { id: madeId('copy', record.id, path), original_id: `${record.original_id} (${path})` };
}

function firstTime(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const time = parseTime(textField(fields[key]) ?? '');
    if (time !== null) return time;
  }
  return null;
}

function* relationshipsOf(
  { number, from, links }: Pending,
  find: (link: NoteLink) => string | null,
): Generator<ImportLine> {
  const said = new Set<string>();
  for (const link of links) {
    const to = find(link);
    if (to === null) {
      yield { kind: 'left_out', number, record: 'relationship', reason: 'links to a note that is not there' };
      continue;
    }
    // A word in front of a link in running text is one of ours or says nothing.
    const verb = link.relative && !meaningOf(link.verb).known ? '' : link.verb;
    const key = JSON.stringify([to, verb, link.context]);
    if (to === from || said.has(key)) continue;
    said.add(key);
    yield* relationshipLines(number, { from, to, type: verb || 'RELATED_TO', context: link.context });
  }
}
