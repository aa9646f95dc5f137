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
  const heads = new Set([...words].map(headOf));
  for (const run of text.matchAll(RUN)) {
    if (isPlain(run[0]) && !heads.has(headOf(run[0].toLowerCase()))) continue;
    const found = new Set(analyse(run[0]).map(({ word }) => word));
    const wanted = [...found].filter((word) => words.has(word));
    if (wanted.length === 0) continue;
    if (isAscii(run[0])) for (const word of wanted) spans.push(span(run.index, run[0], word));
    else spans.push(...withinRun(run[0], run.index, new Set(wanted)));
  }
  return spans;
}

// Neither normal form nor stem changes the beginning of a plain word, so most need not be analysed.
function headOf(word: string): string {
  return word.slice(0, 2);
}

function isPlain(run: string): boolean {
  return isAscii(run) && !run.includes("'");
}

// A run of a script without blanks can be the whole text: its pairs of letters are looked at one by one, as they
// stand where that is enough, since analysing each takes long.
function withinRun(run: string, offset: number, wanted: ReadonlySet<string>): Span[] {
  const spans = pairSpans(run, offset, (pair) => (wanted.has(pair) ? pair : undefined));
  const seen = new Set(spans.map(({ word }) => word));
  const missing = new Set([...wanted].filter((word) => !seen.has(word)));
  if (missing.size === 0) return spans;
  const analysed = pairSpans(run, offset, (pair) =>
    analyse(pair)
      .map(({ word }) => word)
      .find((word) => missing.has(word)),
  );
  const elsewhere = new Set(analysed.map(({ word }) => word));
  const whole = [...missing].filter((word) => !elsewhere.has(word)).map((word) => span(offset, run, word));
  return [...spans, ...analysed, ...whole].sort((a, b) => a.start - b.start);
}

function pairSpans(run: string, offset: number, wordOf: (pair: string) => string | undefined): Span[] {
  const spans: Span[] = [];
  let before = '';
  let at = offset;
  for (const letter of run) {
    const word = wordOf(before + letter);
    if (word !== undefined) spans.push({ start: at - before.length, end: at + letter.length, word });
    before = letter;
    at += letter.length;
  }
  return spans;
}

function span(start: number, text: string, word: string): Span {
  return { start, end: start + text.length, word };
}
