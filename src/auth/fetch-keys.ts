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
  try {
    return await readAnswer(await answerOf(url, signal));
  } catch {
    return {
      problem: signal.aborted ? `it did not answer within ${TIMEOUT_MS} ms` : 'it could not be reached',
    };
  }
};

async function answerOf(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const secure = new URL(url).protocol === 'https:';
  const { get } = await (secure ? import('node:https') : import('node:http'));
  const headers = { accept: 'application/json, application/jwk-set+json', 'user-agent': 'memorygraph' };
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject);
  });
}

async function readAnswer(answer: IncomingMessage): ReturnType<FetchKeys> {
  try {
    // A redirect would let whoever answers choose another place: inside this network, or without https.
    if (answer.statusCode !== 200) return { problem: `it answered with status ${answer.statusCode}` };
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) return { problem: `it answered with more than ${MOST_BYTES} bytes` };
      pieces.push(piece);
    }
    return jsonOf(Buffer.concat(pieces).toString('utf8'));
  } finally {
    answer.destroy();
  }
}

function jsonOf(text: string): Awaited<ReturnType<FetchKeys>> {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'it did not answer with JSON' };
  }
}
