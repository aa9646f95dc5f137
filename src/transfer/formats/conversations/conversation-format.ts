import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { ImportLine } from '../../import/read-import.js';
import type { ImportFormat, ImportInput } from '../format.js';
import { headText } from '../head-text.js';
import { readJsonRecords } from '../records/json-records.js';
import { type Fields, fieldsOf } from '../records/values.js';
import { type Conversation, conversationLines } from './transcript.js';

/** What exports of conversations differ in. */
export interface ConversationExport extends Pick<ImportFormat, 'name' | 'title'> {
  /** Stands in the first conversation, near its beginning. */
  readonly mark: RegExp;
  readonly tag: string;
  /** Null where it is none. */
  conversationOf(value: Fields): Conversation | null;
}

const CONVERSATIONS = /^conversations(?:[-_. ]?\(?\d+\)?)?\.json(?:\.gz)?$/i;
const HEAD_BYTES = 64 * 1024;
const BEGINNING = /^\ufeff?\s*(?:\[|\{\s*"conversations"\s*:\s*\[)/;

/** A format that is a JSON array of conversations: one file of any name, or a folder with files of the usual name. */
export function conversationFormat(one: ConversationExport): ImportFormat {
  return {
    name: one.name,
    title: one.title,
    recognises(input) {
      const [first] = input.kind === 'folder' ? conversationFiles(input) : [];
      const head = input.kind === 'file' ? headText(input) : first === undefined ? '' : headOf(first);
      return BEGINNING.test(head) && one.mark.test(head);
    },
    read: (input, signal) => readConversations(input, one, signal),
  };
}

async function* readConversations(
  input: ImportInput,
  one: ConversationExport,
  signal?: AbortSignal,
): AsyncGenerator<ImportLine> {
  const files = input.kind === 'file' ? [input.path] : conversationFiles(input);
  let number = 0;
  for (const file of files) {
    for await (const { value } of readJsonRecords(file, signal)) {
      number++;
      const conversation = one.conversationOf(fieldsOf(value));
      if (conversation !== null) yield* conversationLines(number, one.tag, conversation);
      else yield { kind: 'left_out', number, record: 'memory', reason: 'an item that is no conversation' };
    }
  }
  for (const name of input.kind === 'file' ? [] : namesIn(input)) {
    if (files.some((file) => basename(file) === name)) continue;
    yield { kind: 'left_out', number: ++number, record: 'detail', reason: 'a file without conversations' };
  }
}

function conversationFiles(input: ImportInput): string[] {
  return namesIn(input)
    .filter((name) => CONVERSATIONS.test(name))
    .map((name) => join(input.path, name));
}

function namesIn({ path }: ImportInput): string[] {
  try {
    return readdirSync(path).toSorted((a, b) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}

function headOf(path: string): string {
  const buffer = Buffer.alloc(HEAD_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = buffer.subarray(0, readSync(file, buffer, 0, HEAD_BYTES, 0));
      const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return (gzip ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes).toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
