import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { fileFault, invalidFile } from './file-faults.js';

/** One line of a file, without its end. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
  readonly text: string;
}

/** No record of ours comes near: 50,000 characters of content are at most 300,000 bytes of JSON. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a text file line by line in bounded memory; a gzip file is known by its first bytes. Empty lines at the
 * end are passed over. Throws `not_found`, `invalid_file`, `cancelled`.
 */
export async function* readLines(path: string, signal?: AbortSignal): AsyncGenerator<FileLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let number = 0;
  try {
    for await (const bytes of splitLines(await openStream(path), path)) {
      if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
      number++;
      yield { number, bytes, text: decode(decoder, bytes, path, number) };
    }
  } catch (thrown) {
    throw fileFault(thrown, path);
  }
}

/** The bytes of a file, unpacked where it is compressed with gzip. Throws what `fileFault` makes of a fault. */
export async function openStream(path: string): Promise<Readable> {
  const gzip = await isGzip(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (!gzip) return file;
  const plain = createGunzip();
  file.on('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

async function* splitLines(stream: Readable, path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield rest.length === 0
        ? chunk.subarray(start, end)
        : Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    rest.push(chunk.subarray(start));
    restBytes += chunk.length - start;
    if (restBytes > MAX_LINE_BYTES) throw invalidFile(path, 'It holds a line of more than 4 MB.');
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Buffer,
  path: string,
  number: number,
): string {
  if (bytes.length > MAX_LINE_BYTES) throw invalidFile(path, `Line ${number} is larger than 4 MB.`);
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalidFile(path, `Line ${number} is not UTF-8.`);
  }
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw fileFault(thrown, path);
  }
}
