import type { Memory } from '../../domain/memory.js';
import { firstCharacters } from '../../domain/text.js';
import { isTitleFromContent } from '../../domain/title.js';
import { snippet } from '../../search/snippet.js';

/** How much of a memory is written: characters of its title and of its text. */
export interface Length {
  readonly title: number;
  readonly text: number;
}

// Line ends and controls, and marks that turn or hide text: stored text is one plain line here.
const NOT_PLAIN = /[\s\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;
const WITHHELD = 'not shown: it reads like instructions';

/** A memory as one line: day, kind, title, some of its text, and the id that `get_memory` takes. */
export function memoryLine(memory: Memory, length: Length, words: readonly string[]): string {
  const { type, id, source } = memory;
  const flags = source.flags ?? [];
  const shown = flags.includes('reads_like_instructions') ? WITHHELD : wordsOf(memory, length, words);
  const beware = flags.length === 0 ? '' : ` [beware: ${flags.join(', ').replaceAll('_', ' ')}]`;
  return `- ${dayOf(memory)} ${type}: ${shown}${beware} (${id})`;
}

/** Since when it holds, where that is another day than that of storing. */
function dayOf({ created_at, valid_from }: Memory): string {
  const [stored, since] = [created_at.slice(0, 10), valid_from.slice(0, 10)];
  return stored === since ? stored : `since ${since}`;
}

function wordsOf(memory: Memory, length: Length, words: readonly string[]): string {
  const { title, content, summary } = memory;
  if (length.text > 0 && summary === null && isTitleFromContent(title, content))
    return plain(snippet(content, words, { characters: length.title + length.text }));
  const head = cut(plain(title), length.title);
  if (length.text === 0) return head;
  const text = plain(snippet(summary ?? content, words, { characters: length.text }));
  return text === '' || text === head ? head : `${head} | ${text}`;
}

function plain(text: string): string {
  return text.replaceAll(NOT_PLAIN, ' ').trim();
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${firstCharacters(text, characters - 1).trimEnd()}…`;
}
