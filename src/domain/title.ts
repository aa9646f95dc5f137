import { firstCharacters } from './text.js';

const TITLE_AIM = 80;

/**
 * A title for a memory stored without one: the first line of its content with text in it, cut at a word near
 * 80 characters. Always a beginning of that line, so that search can tell it from a title of its own.
 */
export function titleFromContent(content: string): string {
  const line =
    content
      .split('\n', 50)
      .map((part) => part.trim())
      .find((part) => part !== '') ?? content.trim();
  if (line.length <= TITLE_AIM) return line;
  const cut = firstCharacters(line, TITLE_AIM);
  const blank = cut.lastIndexOf(' ');
  return blank > TITLE_AIM / 2 ? cut.slice(0, blank) : cut;
}

/** True where the title only repeats the beginning of the content. */
export function isTitleFromContent(title: string, content: string): boolean {
  return titleFromContent(content) === title;
}
