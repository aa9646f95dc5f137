import type { Memory } from '../domain/memory.js';
import type { SearchDocument } from '../domain/search-document.js';
import { isTitleFromContent } from '../domain/title.js';
import { contextTexts } from './context-texts.js';
import { stem } from './stem.js';
import { STOP_WORDS } from './stop-words.js';
import { tokens } from './tokens.js';

/** A word as it is indexed, and as it stood in the text (in normal form, not stemmed). */
export interface AnalysedWord {
  readonly word: string;
  readonly surface: string;
}

/**
 * The words that stand for a text in full-text search, in order, repeats included: `tokens` without stop words
 * (with them where there is nothing else), stemmed. Takes any string; a word is never empty and holds neither
 * blanks nor punctuation nor NUL.
 */
export function analyse(text: string): AnalysedWord[] {
  return contentTokens(text).map((surface) => ({ word: stem(surface), surface }));
}

/**
 * What full-text search indexes of a memory. A title that only repeats the content is left out. Stop words are
 * kept: BM25's length then means what a reader takes for it (measured, it finds more on every kind of text),
 * and a question of nothing but stop words finds what it asks for.
 */
export function documentOf(
  memory: Pick<Memory, 'title' | 'content' | 'summary' | 'tags' | 'context'>,
): SearchDocument {
  return {
    title: isTitleFromContent(memory.title, memory.content) ? '' : wordsOf(memory.title).join(' '),
    content: wordsOf(memory.content).join(' '),
    summary: wordsOf(memory.summary ?? '').join(' '),
    tags: wordsOf(memory.tags.join(' ')).join(' '),
    context: [...new Set(wordsOf(contextTexts(memory.context).join(' ')))].join(' '),
  };
}

function wordsOf(text: string): string[] {
  return tokens(text).map(stem);
}

function contentTokens(text: string): string[] {
  const all = tokens(text);
  const content = all.filter((token) => !STOP_WORDS.has(token));
  return content.length > 0 ? content : all;
}
