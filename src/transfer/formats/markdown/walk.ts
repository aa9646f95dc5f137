import type { Stats } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MemoryGraphError } from '../../../errors/memory-graph-error.js';
import type { ImportLine } from '../../import/read-import.js';
import type { ImportInput } from '../format.js';

/** A file of a folder of notes, or why something in it is none. */
export type Found =
  | { readonly kind: 'note'; readonly file: string; readonly path: string; readonly modified: string }
  | { readonly kind: 'other'; readonly path: string; readonly reason: string };

const MARKDOWN = /\.(?:md|markdown)$/i;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_LEVELS = 50;

export function isMarkdownName(name: string): boolean {
  return MARKDOWN.test(name);
}

/** True for folders that hold a program's own things. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/**
 * The Markdown files of a folder and the folders in it, by name; of a file just that. Links are not followed.
 * `path` is relative, with forward slashes. Throws `cancelled` and what the file system throws.
 */
export async function* walk(input: ImportInput, signal?: AbortSignal): AsyncGenerator<Found> {
  if (input.kind === 'folder') return yield* walkFolder(input.path, '', 0, signal);
  yield noteOrNot(input.path, basename(input.path), await stat(input.path));
}

async function* walkFolder(
  root: string,
  folder: string,
  level: number,
  signal?: AbortSignal,
): AsyncGenerator<Found> {
  if (level > MOST_LEVELS) return yield { kind: 'other', path: folder, reason: 'lies too deep' };
  const names: string[] = [];
  for await (const entry of await opendir(join(root, folder))) names.push(entry.name);
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
    const path = folder === '' ? name : `${folder}/${name}`;
    const facts = await lstat(join(root, path));
    if (facts.isSymbolicLink()) yield { kind: 'other', path, reason: 'is a link to another place' };
    else if (facts.isDirectory()) {
      if (isPassedOver(name)) yield { kind: 'other', path, reason: 'is a hidden folder or node_modules' };
      else yield* walkFolder(root, path, level + 1, signal);
    } else if (facts.isFile() && MARKDOWN.test(name)) yield noteOrNot(join(root, path), path, facts);
    else if (!name.startsWith('.')) yield { kind: 'other', path, reason: 'is no Markdown file' };
  }
}

function noteOrNot(file: string, path: string, facts: Stats): Found {
  if (facts.size > MOST_BYTES) return { kind: 'other', path, reason: 'is larger than 16 MB' };
  return { kind: 'note', file, path, modified: facts.mtime.toISOString() };
}

/** Says in the report what was passed over on the way. */
export function notANote(number: number, found: Extract<Found, { readonly kind: 'other' }>): ImportLine {
  return { kind: 'left_out', number, record: 'detail', reason: `a file or folder that ${found.reason}` };
}
