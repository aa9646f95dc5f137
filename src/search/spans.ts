import { analyse } from './analysis.js';
import { isAscii } from './normal-form.js';

/** Where an asked word stands in a text (UTF-16 code units, end exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

const RUN = /[\p{L}\p{M}\p{N}]+(?:['\u2019][\p{L}\p{M}\p{N}]+)*/gu;

/** The places of the asked words (as they are indexed) in a text, in order. Takes time in proportion to the text. */
export function wordSpans(text: string, words: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  for (const run of text.matchAll(RUN)) {
    const found = new Set(analyse(run[0]).map(({ word }) => word));
    const wanted = [...found].filter((word) => words.has(word));
    if (wanted.length === 0) continue;
    if (isAscii(run[0])) for (const word of wanted) spans.push(span(run.index, run[0], word));
    else spans.push(...withinRun(run[0], run.index, new Set(wanted)));
  }
  return spans;
}

// A run of a script without blanks can be the whole text: its pairs of letters are looked at one by one.
function withinRun(run: string, offset: number, wanted: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  const seen = new Set<string>();
  let before = '';
  let at = offset;
  for (const letter of run) {
    const pair = before + letter;
    const word = analyse(pair)[0]?.word;
    if (word !== undefined && wanted.has(word)) {
      spans.push({ start: at - before.length, end: at + letter.length, word });
      seen.add(word);
    }
    before = letter;
    at += letter.length;
  }
  for (const word of wanted) if (!seen.has(word)) spans.push(span(offset, run, word));
  return spans.sort((a, b) => a.start - b.start);
}

function span(start: number, text: string, word: string): Span {
  return { start, end: start + text.length, word };
}
