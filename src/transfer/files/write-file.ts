import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { fileFault } from './file-faults.js';

/** How a file is written. */
export interface WriteOptions {
  /** Replaces a file that is there. */
  readonly force: boolean;
  readonly signal: AbortSignal;
}

/**
 * Writes a text file so that its name never stands for half of it: under another name first, to the disk, then
 * renamed. A name ending in `.gz` is compressed. Only the owner may read it.
 * Throws `already_exists`, `not_found` (no such folder), `forbidden`, `storage_full`, `cancelled`.
 */
export async function writeFileWhole(
  path: string,
  chunks: AsyncIterable<string>,
  options: WriteOptions,
): Promise<void> {
  if (!options.force && (await isThere(path))) throw fileFault(faultWith('EEXIST'), path);
  const unfinished = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.unfinished`);
  try {
    const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
    const text = Readable.from(chunks, { objectMode: false });
    const { signal } = options;
    if (path.endsWith('.gz')) await pipeline(text, createGzip(), file, { signal });
    else await pipeline(text, file, { signal });
    await synchronise(unfinished);
    await putInPlace(unfinished, path, options.force);
    await synchronise(dirname(path)).catch(() => undefined);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    if (options.signal.aborted)
      throw new MemoryGraphError('cancelled', 'Cancelled; no file was left behind.');
    throw fileFault(thrown, path);
  }
}

/** A link fails where the name was taken meanwhile; where the file system knows no links, the check above must do. */
async function putInPlace(from: string, to: string, force: boolean): Promise<void> {
  if (!force) {
    try {
      await link(from, to);
      await rm(from);
      return;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw thrown;
    }
  }
  await rename(from, to);
}

async function synchronise(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw fileFault(thrown, path);
  }
}

function faultWith(code: string): Error {
  return Object.assign(new Error(code), { code });
}
