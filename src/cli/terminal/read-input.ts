import { addAbortSignal } from 'node:stream';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { writeNote } from './output.js';

/**
 * All of standard input as text.
 * @param what names what is wanted, for the person at a terminal.
 * @throws MemoryGraphError `too_large` beyond `most` bytes.
 */
export async function readInput(what: string, most: number, signal: AbortSignal): Promise<string> {
  if (process.stdin.isTTY) writeNote(`Give ${what}, then press Enter and Ctrl-D.`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, process.stdin) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most)
      throw new MemoryGraphError('too_large', `Give at most ${most} bytes on standard input.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
