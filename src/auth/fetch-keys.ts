import type { IncomingMessage } from 'node:http';
import type { FetchKeys } from './remote-keys.js';

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256 * 1024;

/**
 * Asks over HTTP: no redirects, at most 5 seconds and 256 KB. Each time over a connection of its own: one that was
 * kept since the last time may have been closed by the other side.
 */
export const fetchKeys: FetchKeys = async (url) => {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const text = await textFrom(url, signal).catch((error: unknown) => {
    if (error instanceof UnfitAnswer) throw error;
    throw new Error(
      signal.aborted ? `it did not answer within ${TIMEOUT_MS} ms` : 'it could not be reached',
      { cause: error },
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UnfitAnswer('it did not answer with JSON');
  }
};

/** It answered, but not with what was asked for. */
class UnfitAnswer extends Error {}

async function textFrom(url: string, signal: AbortSignal): Promise<string> {
  const answer = await answerOf(url, signal);
  try {
    // A redirect would let whoever answers choose another place: inside this network, or without https.
    if (answer.statusCode !== 200) throw new UnfitAnswer(`it answered with status ${answer.statusCode}`);
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw new UnfitAnswer(`it answered with more than ${MOST_BYTES} bytes`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    answer.destroy();
  }
}

async function answerOf(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const secure = new URL(url).protocol === 'https:';
  const { get } = await (secure ? import('node:https') : import('node:http'));
  const headers = { accept: 'application/json, application/jwk-set+json', 'user-agent': 'memorygraph' };
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject);
  });
}
