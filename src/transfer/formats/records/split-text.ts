const BREAKS = ['\n\n', '\n', ' '];

/**
 * A text in parts of at most `most` characters that together are the text: cut after a paragraph, a line or a word
 * where one ends in the last half of a part, never within a character. Parts of nothing but white space are dropped.
 */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = cutBefore(rest, most);
    const part = rest.slice(0, end);
    if (part.trim() !== '') parts.push(part);
    rest = rest.slice(end);
  }
  if (rest.trim() !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

function cutBefore(text: string, most: number): number {
  for (const each of BREAKS) {
    const found = text.lastIndexOf(each, most - each.length);
    if (found >= most / 2) return found + each.length;
  }
  return text.slice(0, most).isWellFormed() ? most : most - 1;
}
