import { readFile, stat } from 'node:fs/promises';

/** A text file of the operator, or why there is none, as the end of "MEMORY_...: ...". */
export type FileText = { readonly text: string } | { readonly problem: string };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file is not there',
  ENOTDIR: 'the file is not there',
  EACCES: 'the file may not be read',
  EPERM: 'the file may not be read',
};
/** The largest file of a public key, in bytes. */
export const KEY_FILE_BYTES = 64 * 1024;

const BYTE_ORDER_MARK = /^\ufeff/;

/** Reads a file of at most `most` bytes, UTF-8. Never waits for a pipe, never throws. */
export async function readSmallFile(path: string, most: number): Promise<FileText> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { problem: 'it is not a file' };
    if (facts.size > most) return { problem: `the file is larger than ${most} bytes` };
    const bytes = await readFile(path);
    // It may have grown since.
    if (bytes.length > most) return { problem: `the file is larger than ${most} bytes` };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text: text.replace(BYTE_ORDER_MARK, '') };
  } catch (error) {
    if (error instanceof TypeError) return { problem: 'the file is not UTF-8 text' };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return { problem: REASONS[code] ?? 'the file cannot be read' };
  }
}

/** Reads a file of at most 1 MB that holds one JSON value. Never throws. */
export async function readJsonFile(
  path: string,
): Promise<{ readonly value: unknown } | { readonly problem: string }> {
  const read = await readSmallFile(path, 1024 * 1024);
  if ('problem' in read) return read;
  try {
    return { value: JSON.parse(read.text) };
  } catch {
    return { problem: 'the file is not JSON' };
  }
}
