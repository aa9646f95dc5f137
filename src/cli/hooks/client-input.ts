const MOST_BYTES = 1024 * 1024;
const WAIT_MS = 300;

/**
 * What a client sends a hook: one JSON value, as soon as it is whole; clients do not always end the input.
 * Undefined where nothing was sent; null where it was too long, or no JSON by the end of the input or after 300 ms.
 */
export function readClientInput(stream: NodeJS.ReadStream): Promise<unknown> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (value: unknown): void => {
      clearTimeout(timer);
      stream.removeAllListeners('data').on('error', () => undefined);
      stream.pause();
      resolve(value);
    };
    const last = (): void => finish(bytes === 0 ? undefined : (parse(chunks) ?? null));
    const timer = setTimeout(last, WAIT_MS);
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) return finish(null);
      chunks.push(chunk);
      if (!/\}\s*$/.test(chunk.toString('latin1'))) return;
      const value = parse(chunks);
      if (value !== undefined) finish(value);
    });
    stream.once('end', last).once('error', last);
  });
}

function parse(chunks: readonly Buffer[]): unknown {
  try {
    return JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  } catch {
    return undefined;
  }
}
