import { readFile } from 'node:fs/promises';
import { fileFault } from '../../files/file-faults.js';
import { type SplitNote, splitNote } from './front-matter.js';

/** A file as text, or null where it is none: not UTF-8, or with NUL characters. Throws what `fileFault` makes of a fault. */
export async function readText(file: string): Promise<string | null> {
  try {
    const bytes = await readFile(file);
    if (bytes.includes(0)) return null;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw fileFault(thrown, file);
  }
}

/** A file's front matter and text, or null where it is no text. */
export async function readNote(file: string): Promise<SplitNote | null> {
  const text = await readText(file);
  return text === null ? null : splitNote(text);
}
