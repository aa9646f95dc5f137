import { type Span, wordSpans } from './spans.js';
import { cutAfter, cutBefore, ELLIPSIS } from './text-cut.js';

/** Length of a snippet unless another is asked for. */
export const SNIPPET_CHARACTERS = 240;

// How far a cut moves to fall between two words.
const BORDER_REACH = 24;

/**
 * The part of a text that holds the most of these words (as they are indexed), cut between words, with an
 * ellipsis where something was left out; at most `characters` UTF-16 code units with them. A text that is
 * short enough comes back whole, one without the words from its beginning.
 */
export function snippet(
  text: string,
  words: Iterable<string>,
  options: { readonly characters: number } = { characters: SNIPPET_CHARACTERS },
): string {
  const size = Math.max(0, Math.floor(options.characters));
  if (text.length <= size) return text;
  const room = size - 2 * ELLIPSIS.length;
  if (room <= 0) return '';
  const window = bestWindow(wordSpans(text, new Set(words)), room);
  const middle = (window.start + window.end) / 2;
  const start = Math.max(0, Math.min(Math.floor(middle - room / 2), text.length - room));
  return cutOut(text, startAtWord(text, start, window), start + room);
}

// Two ends move over the spans: within the room, most distinct words, then most occurrences, then the earliest.
function bestWindow(spans: readonly Span[], room: number): { start: number; end: number } {
  const counts = new Map<string, number>();
  let best = { start: 0, end: 0, distinct: 0, total: 0 };
  let first = 0;
  for (const [last, span] of spans.entries()) {
    counts.set(span.word, (counts.get(span.word) ?? 0) + 1);
    let opening = spans[first] ?? span;
    while (first < last && span.end - opening.start > room) {
      const count = counts.get(opening.word) ?? 0;
      if (count <= 1) counts.delete(opening.word);
      else counts.set(opening.word, count - 1);
      first += 1;
      opening = spans[first] ?? span;
    }
    const total = last - first + 1;
    if (counts.size > best.distinct || (counts.size === best.distinct && total > best.total))
      best = { start: opening.start, end: span.end, distinct: counts.size, total };
  }
  return best;
}

function startAtWord(text: string, start: number, window: { start: number; end: number }): number {
  if (start === 0) return 0;
  const limit = Math.min(start + BORDER_REACH, Math.max(start, window.start));
  const blank = text.slice(start - 1, limit).search(/\s/);
  return blank === -1 ? cutAfter(text, start) : start + blank;
}

function cutOut(text: string, start: number, wantedEnd: number): string {
  const end = Math.min(text.length, wantedEnd);
  const opening = start === 0 ? '' : ELLIPSIS;
  if (end === text.length) return opening + text.slice(start).trim();
  return opening + text.slice(start, endAtWord(text, start, end)).trim() + ELLIPSIS;
}

function endAtWord(text: string, start: number, end: number): number {
  if (/\s/.test(text.charAt(end))) return end;
  for (let at = end - 1; at > Math.max(start, end - BORDER_REACH); at -= 1)
    if (/\s/.test(text.charAt(at))) return at;
  return cutBefore(text, end);
}
