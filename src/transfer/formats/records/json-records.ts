import { Assembler } from 'stream-json/assembler.js';
import { jsonParser, type Token } from 'stream-json/parser.js';
import { LIMITS } from '../../../domain/limits.js';
import { MemoryGraphError } from '../../../errors/memory-graph-error.js';
import { fileFault, invalidFile } from '../../files/file-faults.js';
import { openStream } from '../../files/read-lines.js';

/** A member of one of the arrays at the top of a JSON file. */
export interface JsonRecord {
  /** Key of the array; empty where the file itself is an array. */
  readonly section: string;
  /** From 1, through all sections. */
  readonly number: number;
  readonly value: unknown;
}

const MOST_RECORD_CHARACTERS = 32 * 1024 * 1024;
const FORBIDDEN_KEY = '__proto__';

/**
 * Reads the arrays at the top of a JSON file member by member, so that a file may be larger than the memory; all
 * else at the top is passed over. Throws `not_found`, `cancelled`, `invalid_file` where it is not JSON to its end.
 */
export async function* readJsonRecords(path: string, signal?: AbortSignal): AsyncGenerator<JsonRecord> {
  const records = recordReader();
  const parse = jsonParser({ streamValues: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of (await openStream(path)) as AsyncIterable<Buffer>) {
      if (signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
      const read = parse(decoder.decode(chunk, { stream: true }));
      if (typeof read !== 'object' || !('values' in read)) continue;
      for (const token of read.values as readonly Token[]) {
        const record = records.take(token);
        if (record !== null) yield record;
      }
    }
    decoder.decode();
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) throw thrown;
    if (thrown instanceof Error && 'code' in thrown && thrown.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw fileFault(thrown, path);
    throw invalidFile(path, `It is not JSON (after record ${records.count()}).`);
  }
  if (!records.ended()) throw invalidFile(path, `It is cut off after record ${records.count()}.`);
}

/** Puts the tokens of a file together to the members of the arrays at its top. */
function recordReader() {
  let depth = 0;
  let rootIsArray = false;
  let began = false;
  let section = '';
  let inSection = false;
  let assembler: Assembler | null = null;
  let size = 0;
  let count = 0;

  /** Depth at which members of a section begin. */
  const memberDepth = () => (rootIsArray ? 1 : 2);

  function finished(value: unknown): JsonRecord {
    assembler = null;
    return { section, number: ++count, value };
  }

  function opens(token: Token): JsonRecord | null {
    if (!began) {
      began = true;
      rootIsArray = inSection = token.name === 'startArray';
    } else if (assembler !== null) assembler.consume(token);
    else if (inSection && depth === memberDepth()) {
      assembler = new Assembler();
      size = 0;
      assembler.consume(token);
    } else if (depth === 1 && token.name === 'startArray') inSection = true;
    if (++depth > LIMITS.json_depth) throw new Error('nested too deep');
    return null;
  }

  function closes(token: Token): JsonRecord | null {
    depth--;
    if (assembler !== null) {
      assembler.consume(token);
      return depth === memberDepth() ? finished(assembler.current) : null;
    }
    if (depth === 1 && !rootIsArray) inSection = false;
    return null;
  }

  return {
    count: () => count,
    ended: () => began && depth === 0,
    take(token: Token): JsonRecord | null {
      if (token.name === 'startObject' || token.name === 'startArray') return opens(token);
      if (token.name === 'endObject' || token.name === 'endArray') return closes(token);
      if (assembler !== null) {
        size += 'value' in token && typeof token.value === 'string' ? token.value.length : 1;
        if (size > MOST_RECORD_CHARACTERS) throw new Error('a record is too large');
        assembler.consume(
          token.name === 'keyValue' && token.value === FORBIDDEN_KEY
            ? { name: 'keyValue', value: 'proto' }
            : token,
        );
      } else if (token.name === 'keyValue' && depth === 1) section = token.value;
      else if (inSection && depth === memberDepth() && 'value' in token)
        return finished(token.name === 'numberValue' ? Number(token.value) : token.value);
      return null;
    },
  };
}
