const NEWLINE = 0x0a;
const EDGE_BYTES = 512;

/** What is told of a stream of lines. */
export interface LineListener {
  /** A whole line without its end. */
  readonly onLine: (line: Buffer) => void;
  /** The end of a line over the limit, of which only the first and last bytes were kept. */
  readonly onTooLong: (head: Buffer, tail: Buffer) => void;
}

/**
 * Cuts a stream of bytes into lines. A line over `maxBytes` is dropped as it comes in, so that memory stays
 * bounded, and the line after it is read as usual. What follows the last line end is never told.
 */
export function createLineReader(maxBytes: number, listener: LineListener): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  let dropped: { head: Buffer; tail: Buffer } | null = null;

  function add(bytes: Buffer): void {
    if (dropped !== null) {
      dropped.tail = lastBytes(dropped.tail, bytes);
      return;
    }
    parts.push(bytes);
    length += bytes.length;
    if (length <= maxBytes) return;
    const line = Buffer.concat(parts);
    dropped = { head: Buffer.from(line.subarray(0, EDGE_BYTES)), tail: lastBytes(Buffer.alloc(0), line) };
    parts = [];
    length = 0;
  }

  function end(): void {
    if (dropped !== null) {
      const { head, tail } = dropped;
      dropped = null;
      listener.onTooLong(head, tail);
      return;
    }
    const [first] = parts;
    const line = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    parts = [];
    length = 0;
    listener.onLine(line);
  }

  return (chunk) => {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      end();
      from = at + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  };
}

function lastBytes(before: Buffer, bytes: Buffer): Buffer {
  const joined = Buffer.concat([before, bytes.subarray(-EDGE_BYTES)]);
  return Buffer.from(joined.subarray(-EDGE_BYTES));
}
