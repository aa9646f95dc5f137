import { textOf } from './files.js';

/** One line of a git configuration: section and key in lower case, the subsection as it is written. */
export interface GitConfigEntry {
  readonly section: string;
  readonly subsection: string;
  readonly key: string;
  readonly value: string;
}

const MAX_BYTES = 1024 * 1024;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' };

/** The entries of a configuration file in their order; null where it cannot be read or is larger than 1 MB. */
export function readGitConfig(path: string): GitConfigEntry[] | null {
  const text = textOf(path, MAX_BYTES);
  return text === null ? null : parseGitConfig(text);
}

/** Reads git's configuration syntax; a line that is damaged is left out. */
export function parseGitConfig(text: string): GitConfigEntry[] {
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const entries: GitConfigEntry[] = [];
  let header = { section: '', subsection: '' };
  let at = 0;
  while (at < source.length) {
    const start = firstMatch(/[\s]*(?:[#;][^\n]*)?/y, source, at);
    if (start !== null && start[0] !== '') {
      at += start[0].length;
      continue;
    }
    const section = firstMatch(/\[\s*([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\\n]|\\[^\n])*)")?\s*\]/y, source, at);
    if (section !== null) {
      header = sectionOf(section[1] ?? '', section[2]);
      at += section[0].length;
      continue;
    }
    const key = firstMatch(/([A-Za-z][A-Za-z0-9-]*)[ \t]*(=?)/y, source, at);
    if (key === null) {
      at = lineEnd(source, at);
      continue;
    }
    const value = readValue(source, at + key[0].length);
    at = value.end;
    const isText = key[2] === '=';
    if (value.text !== null && header.section !== '')
      entries.push({ ...header, key: (key[1] ?? '').toLowerCase(), value: isText ? value.text : 'true' });
  }
  return entries;
}

/** The values of a key, in the order of the file. */
export function configValues(
  entries: readonly GitConfigEntry[],
  section: string,
  subsection: string,
  key: string,
): string[] {
  return entries
    .filter((each) => each.section === section && each.subsection === subsection && each.key === key)
    .map((each) => each.value);
}

function sectionOf(name: string, subsection: string | undefined) {
  if (subsection !== undefined)
    return { section: name.toLowerCase(), subsection: subsection.replaceAll(/\\(.)/g, '$1') };
  const [section = '', ...rest] = name.toLowerCase().split('.');
  return { section, subsection: rest.join('.') };
}

/** The rest of a line as a value: quotes, escapes, comments and lines that go on. Null text for a damaged one. */
function readValue(source: string, from: number): { readonly text: string | null; readonly end: number } {
  let text = '';
  let kept = 0;
  let quoted = false;
  let at = from;
  for (; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '\n') break;
    if (!quoted && (character === '#' || character === ';')) {
      at = lineEnd(source, at);
      break;
    }
    if (character === '"') quoted = !quoted;
    else if (character === '\\') {
      at++;
      const escaped = source.charAt(at);
      if (escaped === '\n') continue;
      const meant = ESCAPES[escaped];
      if (meant === undefined) return { text: null, end: lineEnd(source, at) };
      text += meant;
    } else if (quoted || text !== '' || !isBlank(character)) text += character;
    // Blanks count inside quotes and between words, not at the ends.
    if (quoted || !isBlank(character)) kept = text.length;
  }
  return { text: quoted ? null : text.slice(0, kept), end: at };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}

function firstMatch(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
