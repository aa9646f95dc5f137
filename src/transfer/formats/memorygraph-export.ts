import { EXPORT_FORMAT } from '../export/export-format.js';
import { readImport } from '../import/read-import.js';
import type { ImportFormat, ImportInput } from './format.js';
import { headText } from './head-text.js';

/** JSON lines as `memorygraph export` writes them. */
export const memorygraphExport: ImportFormat = {
  name: EXPORT_FORMAT,
  namesProjects: true,
  title: 'an export of memorygraph (JSON lines)',
  own: true,
  recognises: (input) => input.kind === 'file' && headerFormat(input) === EXPORT_FORMAT,
  read: ({ path }, signal) => readImport(path, signal),
};

/** The `format` that the first line of a file names, or null. */
export function headerFormat(input: ImportInput): string | null {
  const line = headText(input)
    .split('\n')
    .find((each) => each.trim() !== '');
  const found = /^\s*\{[^{}]*"format"\s*:\s*"([\w-]+)"/.exec(line ?? '');
  return found?.[1] ?? null;
}
