import { parse } from 'yaml';

/** A note, its front matter apart from its text. */
export interface SplitNote {
  /** Null where the note has none. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** What stands between the two lines of hyphens. */
  readonly front: string;
  /** Everything after the front matter, as it is. */
  readonly body: string;
  /** True where the front matter is no YAML and only its plain lines were understood. */
  readonly damaged: boolean;
  /** Lines of the front matter end in CR LF. */
  readonly crlf: boolean;
}

/** Nobody writes more by hand; our own pages with many relationships may have more. */
const MOST_CHARACTERS = 256 * 1024;
const OPENING = /^---[ \t]*(\r?)\n/;
const CLOSING = /(?:^|\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const PLAIN_LINE = /^([\p{L}_][\p{L}\p{N}_ -]*):(?:[ \t]+(.*))?$/u;
const PLAIN_ITEM = /^[ \t]*-[ \t]+(.*)$/;

/**
 * Takes front matter off a note. It is data: no tags of YAML are followed, aliases are refused, and what is no YAML
 * (titles with colons are common) is read line by line.
 */
export function splitNote(text: string, mostCharacters = MOST_CHARACTERS): SplitNote {
  const note = text.startsWith('\ufeff') ? text.slice(1) : text;
  const none: SplitNote = { fields: null, front: '', body: note, damaged: false, crlf: false };
  const opening = OPENING.exec(note);
  if (opening === null) return none;
  const rest = note.slice(opening[0].length);
  const closing = CLOSING.exec(rest);
  if (closing === null || closing.index > mostCharacters) return none;
  const front = rest.slice(0, closing.index);
  const body = rest.slice(closing.index + closing[0].length);
  const crlf = opening[1] !== '';
  const yaml = yamlFields(front);
  if (yaml !== undefined) return yaml === null ? none : { fields: yaml, front, body, damaged: false, crlf };
  const plain = plainFields(front);
  return plain === null ? none : { fields: plain, front, body, damaged: true, crlf };
}

/** Null: YAML, but no fields. Undefined: no YAML. */
function yamlFields(front: string): Record<string, unknown> | null | undefined {
  try {
    const value: unknown = parse(front, {
      schema: 'core',
      maxAliasCount: 0,
      uniqueKeys: false,
      logLevel: 'error',
    });
    if (value === null || value === undefined) return {};
    return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return undefined;
  }
}

/** `key: text` and lists of `- text`; null where nothing looks like it. */
function plainFields(front: string): Record<string, unknown> | null {
  const fields = new Map<string, unknown>();
  let key = '';
  for (const line of front.split(/\r?\n/)) {
    const field = PLAIN_LINE.exec(line);
    const item = PLAIN_ITEM.exec(line);
    if (field !== null) {
      key = field[1] ?? '';
      fields.set(key, plainValue(field[2] ?? ''));
    } else if (item !== null && fields.has(key)) {
      const known = fields.get(key);
      fields.set(key, [...(Array.isArray(known) ? known : []), unquoted(item[1] ?? '')]);
    }
  }
  return fields.size === 0 ? null : Object.fromEntries(fields);
}

function plainValue(text: string): unknown {
  const list = /^\[(.*)\]$/.exec(text.trim());
  if (list === null) return unquoted(text);
  return (list[1] ?? '')
    .split(', ')
    .map(unquoted)
    .filter((each) => each !== '');
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}
