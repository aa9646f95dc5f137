import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { table } from '../../../src/cli/terminal/table.js';
import { visibleWidth } from '../../../src/cli/terminal/visible-width.js';

const plain = (text: string) => stripVTControlCharacters(text);
const LONG = 'a title that is longer than what is left of the line';

describe('table', () => {
  it('makes columns as wide as what is seen of their cells', () => {
    const rows = [
      ['漢字', 'one'],
      ['\u001b[1mbold\u001b[22m', 'two'],
      ['👩‍💻', 'three'],
      ['abcde', 'four'],
    ];
    expect(plain(table(['id', 'title'], rows, null))).toBe(
      ['id     title', '漢字   one', 'bold   two', '👩‍💻     three', 'abcde  four'].join('\n'),
    );
  });

  it('cuts the last column to the width of a terminal, and nothing in a pipe', () => {
    const rows = [['abc', LONG]];
    const cut = plain(table(['id', 'title'], rows, 30)).split('\n');
    expect(cut[1]).toBe('abc  a title that is longer t…');
    expect(cut.map(visibleWidth).every((width) => width <= 30)).toBe(true);
    expect(plain(table(['id', 'title'], rows, null))).toContain(LONG);
  });

  it('leaves something of the last column however narrow the terminal is', () => {
    expect(plain(table(['id', 'title'], [['x'.repeat(30), LONG]], 20))).toContain('a title tha…');
  });

  it('takes rows that lack cells, and none at all', () => {
    expect(plain(table(['a', 'b', 'c'], [['1'], ['1', '2']], null))).toBe('a  b  c\n1\n1  2');
    expect(plain(table(['a', 'b'], [], null))).toBe('a  b');
  });
});
