import { open, stat } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import type { OpenForeignDatabase } from '../../contracts/foreign-database.js';
import { fileFault, invalidFile } from '../files/file-faults.js';
import type { ImportInput } from './format.js';

const HEAD_BYTES = 64 * 1024;
const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Looks at what was given to import, its beginning alone. Throws `not_found`, `forbidden`, `invalid_file` for what
 * must be unpacked first.
 */
export async function openInput(path: string, openDatabase: OpenForeignDatabase): Promise<ImportInput> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { path, kind: 'folder', head: new Uint8Array(), openDatabase };
    if (!found.isFile()) throw invalidFile(path, 'This is neither a file nor a folder.');
    const raw = await firstBytes(path);
    const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
    const head = gzip ? unpacked(raw) : raw;
    const input: ImportInput = { path, kind: 'file', head, openDatabase };
    if (startsWith(head, 'PK\x03\x04')) throw invalidFile(path, unpackFirst('zip archive'));
    if (gzip && head.subarray(257, 262).toString('latin1') === 'ustar')
      throw invalidFile(path, unpackFirst('tar archive'));
    if (!startsWith(head, SQLITE_MAGIC)) return input;
    if (gzip) throw invalidFile(path, unpackFirst('SQLite file compressed with gzip'));
    return { ...input, tables: await tablesOf(input) };
  } catch (thrown) {
    throw fileFault(thrown, path);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What the first bytes of a gzip file unpack to; the rest of the file is not needed for it. */
function unpacked(raw: Buffer): Buffer {
  return gunzipSync(raw.subarray(0, HEAD_BYTES / 8), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(
    0,
    HEAD_BYTES,
  );
}

async function tablesOf(input: ImportInput): Promise<ReadonlyMap<string, readonly string[]>> {
  const database = await input.openDatabase(input.path);
  try {
    return database.tables;
  } finally {
    database.close();
  }
}

function startsWith(head: Buffer, magic: string): boolean {
  return head.subarray(0, magic.length).toString('latin1') === magic;
}

function unpackFirst(what: string): string {
  return `This is a ${what}: unpack it first, then import what was in it.`;
}
