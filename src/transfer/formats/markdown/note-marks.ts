import { isMarkdownName } from './walk.js';

/** A link of a note to another. */
export interface NoteLink {
  /** As written: a title, a permalink or a path. */
  readonly target: string;
  /** The words in front of it; empty for a link in running text. */
  readonly verb: string;
  /** What stands in brackets behind it. */
  readonly context: string | null;
  /** True for `[text](path)`: relative to the note's folder. */
  readonly relative: boolean;
}

/** What the text of a note marks: links, tags, and the categories of its observations. */
export interface NoteMarks {
  readonly links: readonly NoteLink[];
  readonly tags: readonly string[];
  readonly categories: readonly string[];
}

const MOST_LINE_CHARACTERS = 10_000;
const MOST_HEADING_CHARACTERS = 1_000;
const FENCE = /^[ \t]*(?:>[ \t]*)*(```+|~~~+)/;
const LINE = /^.*$/gm;
const HEADING = /^#{1,6}[ \t]+(?=[^ \t#])/;
const LIST_ITEM = /^[ \t]*[-*+][ \t]+(.*)$/;
const TASK = /^\[[ xX/-]?\](?:[ \t]|$)/;
const OBSERVATION = /^\[([^[\]()]+)\](?!\()[ \t]*(\S.*)$/;
const RELATION = /^([^[\]]*)\[\[([^[\]]+)\]\][ \t]*(?:\(([^()]*)\))?[ \t]*$/;
const WIKI_LINK = /(!?)\[\[([^[\]]+)\]\]/g;
const MARKDOWN_LINK = /(!?)\[[^[\]]*\]\(<?([^()<>\s]+)>?(?:[ \t]+"[^"]*")?\)/g;
const TAG = /(?:^|[\s(])#([\p{L}\p{N}_/-]+)/gu;
const CODE = /`[^`]*`/g;

/**
 * Reads the marks of a text outside of code. `tagsIn` says whose hash tags count: of observations
 * (`- [category] text #tag`), or of all text.
 */
export function noteMarks(text: string, tagsIn: 'observations' | 'everywhere'): NoteMarks {
  const links: NoteLink[] = [];
  const tags = new Set<string>();
  const categories = new Set<string>();
  let fence = '';
  for (const line of text.split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === '' || mark.startsWith(fence))) {
      fence = fence === '' ? mark : '';
      continue;
    }
    if (fence !== '' || line.length > MOST_LINE_CHARACTERS) continue;
    const plain = line.replaceAll(CODE, '');
    const item = LIST_ITEM.exec(plain)?.[1] ?? '';
    const observation = TASK.test(item) ? null : OBSERVATION.exec(item);
    if (observation !== null) categories.add((observation[1] ?? '').trim());
    if (observation !== null || tagsIn === 'everywhere')
      for (const [, tag = ''] of plain.matchAll(TAG)) if (/\p{L}/u.test(tag)) tags.add(tag);
    const relation = observation === null && !TASK.test(item) ? RELATION.exec(item) : null;
    if (relation === null) links.push(...inlineLinks(plain));
    else links.push(...relationOf(relation));
  }
  return { links, tags: [...tags], categories: [...categories].filter((each) => each !== '') };
}

/** The first heading outside of code, without its marks; null where there is none. */
export function firstHeading(text: string): string | null {
  let fence = '';
  for (const [line] of text.matchAll(LINE)) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : '';
    else if (fence === '' && HEADING.test(line))
      return line
        .slice(0, MOST_HEADING_CHARACTERS)
        .replace(HEADING, '')
        .trim()
        .replace(/[ \t]#+$/, '');
  }
  return null;
}

/** Links that are the whole value of a field: `related: "[[Note]]"`. */
export function fieldLinks(fields: Readonly<Record<string, unknown>>): NoteLink[] {
  return Object.entries(fields).flatMap(([verb, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((each): NoteLink[] => {
      const target = typeof each === 'string' ? targetOf(/^\[\[([^[\]]+)\]\]$/.exec(each.trim())?.[1]) : null;
      return target === null ? [] : [{ target, verb, context: null, relative: false }];
    });
  });
}

function relationOf([, verb = '', link, context]: RegExpExecArray): NoteLink[] {
  const target = targetOf(link);
  if (target === null || verb.endsWith('!')) return [];
  const words = verb
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/:+$/, '');
  return [{ target, verb: words, context: context?.trim() || null, relative: false }];
}

/** In running text a link says no more than that; a verb right before the only link of a line is heard. */
function inlineLinks(line: string): NoteLink[] {
  const wiki = [...line.matchAll(WIKI_LINK)].flatMap(([, embedded, link]): NoteLink[] => {
    const target = targetOf(link);
    return target === null || embedded === '!' ? [] : [{ target, verb: '', context: null, relative: false }];
  });
  const found = [...line.matchAll(MARKDOWN_LINK)];
  const relative = found.flatMap(([, embedded, link = ''], index): NoteLink[] => {
    const target = pathOf(link);
    if (target === null || embedded === '!') return [];
    const before = index === 0 ? line.slice(0, found[0]?.index).replace(/^[\s>*+-]+/, '') : '';
    return [
      {
        target,
        verb: before.length > 40 ? '' : before.replace(/[:\s]+$/, ''),
        context: null,
        relative: true,
      },
    ];
  });
  return [...wiki, ...relative];
}

/** `folder/Note.md#Heading|shown as` is `folder/Note`; null for attachments and links within the note. */
function targetOf(link: string | undefined): string | null {
  const target = (link ?? '').split(/[|#^]/, 1)[0]?.trim() ?? '';
  if (target === '' || /\.(?:png|jpe?g|gif|svg|webp|pdf|canvas|base|mp[34]|webm|wav)$/i.test(target))
    return null;
  return target;
}

function pathOf(link: string): string | null {
  const path = link.split('#', 1)[0] ?? '';
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path) || !isMarkdownName(path)) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
