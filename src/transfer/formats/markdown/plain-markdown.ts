import type { JsonValue } from '../../../domain/memory-context.js';
import type { ImportFormat } from '../format.js';
import { madeId } from '../records/made-id.js';
import { listField, textField } from '../records/plain-values.js';
import type { SplitNote } from './front-matter.js';
import { noteKind } from './note-kind.js';
import { firstHeading } from './note-marks.js';
import { type NoteFlavour, readNotes } from './read-notes.js';

const DECISIONS = /^(?:adrs?|decisions?|decision[-_]records?)$/i;
// What assistants call what they were told, in memory files of their own.
const OTHER_TYPES: Readonly<Record<string, string>> = {
  adr: 'decision',
  feedback: 'preference',
  reference: 'fact',
  user: 'preference',
};

const FLAVOUR: NoteFlavour = {
  tagsIn: 'everywhere',
  used: ['title', 'type', 'summary', 'description'],
  recordOf(note, path) {
    const { fields } = note;
    const summary = textField(fields?.summary) ?? textField(fields?.description);
    return {
      id: madeId('markdown', path),
      original_id: path,
      type: typeOf(note, path),
      title: textField(fields?.title) ?? textField(firstHeading(note.body)) ?? textField(fields?.name),
      summary,
    };
  },
  metadataOf: ({ fields }) => otherDescription(fields ?? {}),
  namesOf: ({ fields }) => [textField(fields?.name), ...listField(fields?.aliases ?? [])],
};

/** Any Markdown: one memory a file, links between the files as relationships. */
export const plainMarkdown: ImportFormat = {
  name: 'markdown',
  title: 'any folder of Markdown, or one file (Obsidian, decision records, memory files of assistants)',
  recognises: (input) => noteKind(input) === 'markdown',
  read: (input, signal) => readNotes(input, FLAVOUR, signal),
};

function typeOf({ fields }: SplitNote, path: string): string | null {
  const metadata = fields?.metadata;
  const nested =
    typeof metadata === 'object' && metadata !== null && 'type' in metadata ? metadata.type : null;
  const given = textField(fields?.type) ?? textField(nested);
  if (given !== null) return OTHER_TYPES[given.toLowerCase()] ?? given;
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder) => DECISIONS.test(folder)) ? 'decision' : null;
}

/** Where there are both, the summary is the memory's; the description is not lost. */
function otherDescription(fields: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  const description = textField(fields.description);
  return textField(fields.summary) === null || description === null ? {} : { description };
}
