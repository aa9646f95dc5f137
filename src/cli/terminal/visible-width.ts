import { stripVTControlCharacters } from 'node:util';

/**
 * Blocks of characters that take two columns (Unicode East Asian Width W and F, rounded to blocks), as first and last
 * code points. Emoji are told by their property.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];
const PLAIN = /^[\u0020-\u007e]*$/;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
const EMOJI = /^\p{Emoji_Presentation}|\ufe0f/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of our own styles begin with it
const STYLED = /(\u001b\[[0-9;]*m)/;
const CLOSE_ALL = '\u001b[0m';
const ELLIPSIS = '…';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that a text in one line takes on a terminal; sequences of styles take none. */
export function visibleWidth(text: string): number {
  const bare = stripVTControlCharacters(text);
  if (PLAIN.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of segmenter.segment(bare)) width += graphemeWidth(segment);
  return width;
}

/** The text in at most so many columns: what is left out at the end is marked with an ellipsis. Styles are closed. */
export function cutToWidth(text: string, columns: number): string {
  if (visibleWidth(text) <= columns) return text;
  const kept = cutAtWidth(text, columns - 1).trimEnd();
  return `${kept}${ELLIPSIS}${STYLED.test(kept) ? CLOSE_ALL : ''}`;
}

/** As much of the beginning of a text as fits, but at least one character. */
export function cutAtWidth(text: string, columns: number): string {
  let left = columns;
  let kept = '';
  for (const part of text.split(STYLED)) {
    if (STYLED.test(part)) {
      kept += part;
      continue;
    }
    for (const { segment } of segmenter.segment(part)) {
      left -= graphemeWidth(segment);
      if (left < 0 && kept !== '') return kept;
      kept += segment;
    }
  }
  return kept;
}

/** Blanks after a text until it is so wide. */
export function padToWidth(text: string, columns: number): string {
  return `${text}${' '.repeat(Math.max(0, columns - visibleWidth(text)))}`;
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  if (EMOJI.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
