import { cutAtWidth, visibleWidth } from './visible-width.js';

/** A text in lines of at most so many columns, broken at blanks; its own line breaks stay. */
export function wrapped(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

function wrapLine(line: string, columns: number): string[] {
  if (visibleWidth(line) <= columns) return [line];
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const room = Math.max(1, columns - visibleWidth(indent));
  const lines: string[] = [];
  let current = '';
  for (const word of line
    .trim()
    .split(' ')
    .flatMap((each) => pieces(each, room))) {
    const longer = current === '' ? `${indent}${word}` : `${current} ${word}`;
    if (current !== '' && visibleWidth(longer) > columns) {
      lines.push(current);
      current = `${indent}${word}`;
    } else current = longer;
  }
  return [...lines, current];
}

/** A word that is wider than a line, as of a script without blanks, in parts that are not. */
function pieces(word: string, columns: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (visibleWidth(rest) > columns) {
    const part = cutAtWidth(rest, columns);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}
