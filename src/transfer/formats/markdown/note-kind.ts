import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_NAME, MIRROR_KEY } from '../../export/markdown/page-format.js';
import type { ImportInput } from '../format.js';
import { headText } from '../head-text.js';
import { splitNote } from './front-matter.js';
import { isMarkdownName, isPassedOver } from './walk.js';

/** Whose notes a folder or file holds. */
export type NoteKind = 'mirror' | 'python' | 'basic-memory' | 'markdown';

const MOST_LOOKED_AT = 200;
const MOST_FOLDERS = 2_000;
const HEAD_BYTES = 4_096;
const known = new WeakMap<ImportInput, NoteKind | null>();

/** Looks at the first notes; null where there are none. */
export function noteKind(input: ImportInput): NoteKind | null {
  const before = known.get(input);
  if (before !== undefined) return before;
  const kind = input.kind === 'file' ? kindOfFile(input) : kindOfFolder(input.path);
  known.set(input, kind);
  return kind;
}

function kindOfFile(input: ImportInput): NoteKind | null {
  return isMarkdownName(input.path) && !input.head.includes(0) ? kindOfText(headText(input)) : null;
}

function kindOfFolder(folder: string): NoteKind | null {
  // Exports of conversations may lie beside notes about them.
  if (existsSync(join(folder, 'conversations.json'))) return null;
  if (existsSync(join(folder, MANIFEST_NAME))) return 'mirror';
  const counts = { mirror: 0, python: 0, 'basic-memory': 0, markdown: 0 };
  let all = 0;
  for (const file of firstNotes(folder)) {
    counts[kindOfText(headOf(file))]++;
    all++;
  }
  if (all === 0) return null;
  if (counts.mirror > all / 2) return 'mirror';
  if (counts.python > all / 2) return 'python';
  return counts['basic-memory'] > 0 ? 'basic-memory' : 'markdown';
}

function kindOfText(text: string): NoteKind {
  const { fields, body } = splitNote(text);
  // The beginning of a file may end within its front matter.
  const has = (...keys: string[]): boolean =>
    fields === null
      ? /^\ufeff?---\r?\n/.test(text) && keys.every((key) => new RegExp(`^${key}:`, 'm').test(text))
      : keys.every((key) => Object.hasOwn(fields, key));
  if (has(MIRROR_KEY, 'id', 'type') || (has(MIRROR_KEY) && fields?.[MIRROR_KEY] === 'index')) return 'mirror';
  const python = /^\s*## (?:Summary|Content)\n/.test(body.replaceAll('\r', ''));
  if (has('title', 'id', 'type', 'importance', 'confidence', 'created_at') && (python || fields === null))
    return 'python';
  const permalink = fields?.permalink;
  // Blogs have permalinks too; theirs begin with a slash.
  return typeof permalink === 'string' && !permalink.startsWith('/') && has('title')
    ? 'basic-memory'
    : 'markdown';
}

/** The first notes by name, without following links. What cannot be read is passed over: reading it will say so. */
function* firstNotes(folder: string): Generator<string> {
  const folders = [folder];
  let found = 0;
  for (let looked = 0; looked < Math.min(folders.length, MOST_FOLDERS); looked++) {
    const each = folders[looked] ?? '';
    for (const entry of entriesOf(each)) {
      if (entry.isDirectory() && !isPassedOver(entry.name)) folders.push(join(each, entry.name));
      else if (entry.isFile() && isMarkdownName(entry.name)) {
        yield join(each, entry.name);
        if (++found >= MOST_LOOKED_AT) return;
      }
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function headOf(file: string): string {
  try {
    const handle = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(HEAD_BYTES);
      return buffer.subarray(0, readSync(handle, buffer, 0, HEAD_BYTES, 0)).toString('utf8');
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}
