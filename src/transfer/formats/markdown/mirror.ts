import { issueText } from '../../backup/read-backup.js';
import {
  END_OF_CONTENT,
  INDEX_VALUE,
  MIRROR_FORMAT,
  MIRROR_KEY,
  MIRROR_VERSION,
} from '../../export/markdown/page-format.js';
import { readGuardedJson } from '../../files/json-guard.js';
import { importedMemorySchema, importedRelationshipSchema } from '../../import/import-schemas.js';
import type { ImportLine } from '../../import/read-import.js';
import type { ImportFormat, ImportInput } from '../format.js';
import { type SplitNote, splitNote } from './front-matter.js';
import { noteKind } from './note-kind.js';
import { readText } from './read-note.js';
import { notANote, walk } from './walk.js';

const MOST_FRONT_CHARACTERS = 16 * 1024 * 1024;
const FIELDS: ReadonlySet<string> = new Set(Object.keys(importedMemorySchema.shape));

/** The folder that `memorygraph export --format markdown` writes, or pages of it. */
export const mirror: ImportFormat = {
  name: MIRROR_FORMAT,
  namesProjects: true,
  title: 'a folder that memorygraph exported as Markdown',
  recognises: (input) => noteKind(input) === 'mirror',
  read: readPages,
};

async function* readPages(input: ImportInput, signal?: AbortSignal): AsyncGenerator<ImportLine> {
  let number = 0;
  for await (const found of walk(input, signal)) {
    number++;
    if (found.kind === 'other') {
      yield notANote(number, found);
      continue;
    }
    const text = await readText(found.file);
    const note = text === null ? null : splitNote(text, MOST_FRONT_CHARACTERS);
    const kind = note?.fields?.[MIRROR_KEY];
    if (note === null) yield problem(number, found.path, 'is no UTF-8 text');
    else if (kind === INDEX_VALUE) continue;
    else if (kind === undefined)
      yield {
        kind: 'left_out',
        number,
        record: 'memory',
        reason: 'a file without the front matter of an export',
      };
    else if (kind !== MIRROR_VERSION)
      yield problem(
        number,
        found.path,
        `has version ${JSON.stringify(kind)}; this memorygraph reads version ${MIRROR_VERSION}`,
      );
    else yield* pageLines(number, found.path, note);
  }
}

function* pageLines(number: number, path: string, note: SplitNote): Generator<ImportLine> {
  const { [MIRROR_KEY]: _version, relationships, ...fields } = note.fields ?? {};
  const known = Object.entries(fields).filter(
    ([key]) => FIELDS.has(key) && key !== 'kind' && key !== 'content',
  );
  for (const key of Object.keys(fields))
    if (!FIELDS.has(key))
      yield {
        kind: 'left_out',
        number,
        record: 'detail',
        reason: `the field ${key.slice(0, 50)} of the front matter`,
      };
  const data = { kind: 'memory', ...Object.fromEntries(known), content: contentOf(note) };
  const read = readGuardedJson(JSON.stringify([data, relationships ?? []]));
  if ('fault' in read) return yield problem(number, path, read.fault);
  const [plain, edges] = read.value as [unknown, unknown];
  const memory = importedMemorySchema.safeParse(plain);
  if (!memory.success) return yield problem(number, path, issueText(memory.error));
  yield { kind: 'memory', number, memory: memory.data };
  if (!Array.isArray(edges)) return yield problem(number, path, 'relationships must be a list');
  for (const edge of edges as unknown[]) {
    const from_memory_id = memory.data.id;
    const relationship = importedRelationshipSchema.safeParse({
      kind: 'relationship',
      ...(typeof edge === 'object' ? edge : {}),
      from_memory_id,
    });
    if (relationship.success) yield { kind: 'relationship', number, relationship: relationship.data };
    else yield problem(number, path, `relationships: ${issueText(relationship.error)}`);
  }
}

/** What `pageText` put below the front matter: an empty line, the content, a line end, and what is ours after it. */
function contentOf({ body, crlf }: SplitNote): string {
  // The front matter is written with LF: a whole file with CR LF was rewritten by another program.
  const text = crlf ? body.replaceAll('\r\n', '\n') : body;
  const start = text.startsWith('\n') ? 1 : 0;
  const end = text.lastIndexOf(`\n\n${END_OF_CONTENT}\n`);
  if (end >= start) return text.slice(start, end);
  return text.endsWith('\n') ? text.slice(start, -1) : text.slice(start);
}

function problem(number: number, path: string, text: string): ImportLine {
  return { kind: 'problem', number, problem: `${path}: ${text}` };
}
