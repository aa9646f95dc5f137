import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { MemoryGraphError } from '../../../errors/memory-graph-error.js';
import { fileFault, invalidFile } from '../../file-faults.js';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * The items of a JSON file that is one array, in memory one at a time; a file compressed with gzip is unpacked.
 * Throws `not_found`, `invalid_file` where it is no JSON, or is cut off, `cancelled`.
 */
export async function* readArray(path: string, signal?: AbortSignal): AsyncGenerator<unknown> {
  try {
    const items = streamArray.withParserAsStream();
    // Its errors come out of the loop below.
    const done = (): void => undefined;
    const { file, gzip } = await openFile(path);
    if (gzip) pipeline(file, createGunzip(), items, done);
    else pipeline(file, items, done);
    for await (const item of items as AsyncIterable<{ readonly value: unknown }>) {
      if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
      yield item.value;
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (thrown instanceof MemoryGraphError || /^(?:E[A-Z]+|Z_.*)$/.test(code)) throw fileFault(thrown, path);
    throw invalidFile(path, 'This is no JSON array, or the file is damaged or cut off.');
  }
}

async function openFile(path: string): Promise<{ file: Readable; gzip: boolean }> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(3), 0, 3, 0);
    const marked = BYTE_ORDER_MARK.every((byte, index) => buffer[index] === byte);
    const file = createReadStream(path, { start: marked ? 3 : 0, highWaterMark: 256 * 1024 });
    return { file, gzip: buffer[0] === 0x1f && buffer[1] === 0x8b };
  } finally {
    await handle.close();
  }
}
