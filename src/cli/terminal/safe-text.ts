/**
 * What can send a sequence to the terminal, turn the order of letters, or hide words: C0 and C1 controls save line
 * feed and tab, bidirectional controls, zero-width blanks, tag characters and variation selectors beyond emoji use.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is sought
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;
const LINE_BREAK = /\r\n|[\v\f\u0085\u2028\u2029]/gu;
/** What a JSON text holds as it is and a terminal takes for more than text. */
const UNSAFE_IN_JSON =
  /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/**
 * A stored text as the command line may print it, into a terminal or a pipe: what a terminal could take for a
 * command, or a reader not see, is shown as an escape (`\x1b`, `\u202e`). Line breaks and tabs stay.
 */
export function safeText(text: string): string {
  return text.replaceAll(LINE_BREAK, '\n').replaceAll(UNSAFE, escaped);
}

/** The same in one line: every run of white space is one blank. */
export function safeLine(text: string): string {
  return safeText(text).replaceAll(/\s+/gu, ' ').trim();
}

/** JSON text of the same value that a terminal takes for text alone. */
export function safeJson(json: string): string {
  return json.replaceAll(UNSAFE_IN_JSON, (character) => `\\u${hex(character, 4)}`);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(character, 2)}`;
  return code > 0xffff ? `\\u{${hex(character, 4)}}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
}
