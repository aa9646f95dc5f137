import type { ImportFormat } from '../format.js';
import { madeId } from '../records/made-id.js';
import { listField, textField } from '../records/plain-values.js';
import { noteKind } from './note-kind.js';
import { type NoteFlavour, readNotes } from './read-notes.js';

/** The permalink stays when a note is moved or renamed, so it is what the note is known by. */
const FLAVOUR: NoteFlavour = {
  tagsIn: 'observations',
  used: ['title', 'type', 'permalink'],
  recordOf({ fields }, path) {
    const permalink = textField(fields?.permalink);
    return {
      id: madeId('basic-memory', permalink ?? path),
      original_id: permalink ?? path,
      type: textField(fields?.type),
      title: textField(fields?.title),
    };
  },
  metadataOf: (_note, path, categories) => ({
    file: path,
    ...(categories.length === 0 ? {} : { observation_categories: [...categories] }),
  }),
  namesOf({ fields }) {
    const permalink = textField(fields?.permalink);
    // Newer versions put the name of their project in front.
    return [permalink, permalink?.replace(/^[^/]+\//, '') ?? null, ...listField(fields?.aliases ?? [])];
  },
};

/** Notes of basic-memory: observations and relations stay in the text, relations become relationships. */
export const basicMemory: ImportFormat = {
  name: 'basic-memory',
  title: 'notes of basic-memory (a folder of Markdown, or one note)',
  recognises: (input) => noteKind(input) === 'basic-memory',
  read: (input, signal) => readNotes(input, FLAVOUR, signal),
};
